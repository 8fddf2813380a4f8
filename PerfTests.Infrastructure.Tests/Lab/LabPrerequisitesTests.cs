using PerfTests.Infrastructure.Lab;

namespace PerfTests.Infrastructure.Tests.Lab;

[TestFixture]
internal sealed class LabPrerequisitesTests
{
    [Test]
    public void A_machine_with_everything_lacks_nothing() =>
        Assert.That(LabPrerequisites.Missing(isLinux: true, isRoot: true, hasNamespaces: true, program => "/bin/" + program), Is.Null);

    [TestCase(false, true, true, "run it on a Linux machine")]
    [TestCase(true, false, true, "with sudo")]
    [TestCase(true, true, false, "CONFIG_NET_NS")]
    public void What_is_missing_comes_with_its_remedy(bool isLinux, bool isRoot, bool hasNamespaces, string remedy) =>
        Assert.That(LabPrerequisites.Missing(isLinux, isRoot, hasNamespaces, program => program), Does.Contain(remedy));

    [Test]
    public void Missing_programs_are_named_together_with_their_packages()
    {
        var reason = LabPrerequisites.Missing(true, true, true, program => program is "ip" or "sshd" ? null : program);
        Assert.That(reason, Does.Contain("needs ip, sshd: install iproute2, openssh-server"));
    }
}
