using PerfTests.Infrastructure.Execution.Doctor;
using PerfTests.Infrastructure.Lab;

namespace PerfTests.Infrastructure.Tests.Lab;

[TestFixture]
internal sealed class LabExaminationTests
{
    [Test]
    public void Namespaces_of_a_lab_that_is_up_are_no_leftovers() =>
        Assert.That(LabExamination.Leftovers([Lab(1, LabCondition.Owned)], "perftests-1-vm-host (id: 3)\nother\n").Status, Is.EqualTo(CheckStatus.Ok));

    [Test]
    public void Namespaces_of_no_lab_are_named()
    {
        var finding = LabExamination.Leftovers([Lab(1, LabCondition.Owned)], "perftests-1-vm-host\nperftests-12-vm-host (id: 0)\n");
        Assert.That((finding.Status, finding.Found), Is.EqualTo((CheckStatus.Warn, "network namespaces of no lab: perftests-12-vm-host")));
    }

    [Test]
    public void A_lab_whose_owner_was_killed_is_told() =>
        Assert.That(LabExamination.Leftovers([Lab(2, LabCondition.Abandoned)], "").Status, Is.EqualTo(CheckStatus.Warn));

    private static LabStatus Lab(int index, LabCondition condition) => new(index, null, condition, 1, null, new Dictionary<string, LabHost>());
}
