using PerfTests.Infrastructure.Lab;
using PerfTests.Workbench.Doctor;

namespace PerfTests.Infrastructure.Tests.Workbench.Doctor;

[TestFixture]
internal sealed class LabExaminationTests
{
    [Test]
    public void Namespaces_of_a_lab_that_is_up_are_no_leftovers() =>
        Assert.That(
            LabExamination.Leftovers([Lab(1, LabCondition.Owned)], "perftests-1-vm-host (id: 3)\nother\n", []).Status,
            Is.EqualTo(CheckStatus.Ok)
        );

    [Test]
    public void Namespaces_of_no_lab_are_named()
    {
        var finding = LabExamination.Leftovers([Lab(1, LabCondition.Owned)], "perftests-1-vm-host\nperftests-12-vm-host (id: 0)\n", []);
        Assert.That((finding.Status, finding.Found), Is.EqualTo((CheckStatus.Warn, "network namespaces of no lab: perftests-12-vm-host")));
    }

    [Test]
    public void A_lab_whose_owner_was_killed_is_told() =>
        Assert.That(LabExamination.Leftovers([Lab(2, LabCondition.Abandoned)], "", []).Status, Is.EqualTo(CheckStatus.Warn));

    [Test]
    public void A_folder_that_a_mount_keeps_is_named_with_the_way_to_look_at_it()
    {
        var finding = LabExamination.Leftovers([], "", ["/var/lib/perftests/lab-0"]);
        Assert.That((finding.Status, finding.Remedy), Is.EqualTo((CheckStatus.Warn, finding.Remedy)));
        Assert.That(finding.Remedy, Does.Contain("findmnt -R /var/lib/perftests/lab-0"));
    }

    private static LabStatus Lab(int index, LabCondition condition) =>
        new(index, null, condition, 1, null, new Dictionary<string, LabHost>());
}
