using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed class InstallAdviceTests
{
    [TestCase("debian ", "apt-get install iperf3 netperf sysstat (netperf: section non-free of Debian, multiverse of Ubuntu)")]
    [TestCase("ubuntu debian", "apt-get install iperf3 netperf sysstat (netperf: section non-free of Debian, multiverse of Ubuntu)")]
    [TestCase(
        "rocky rhel centos fedora",
        "dnf install iperf3 netperf sysstat (netperf: not in every repository; else build it from its source)"
    )]
    [TestCase("", "install iperf3, netserver, sar, iostat with its package manager")]
    public void Each_distribution_gets_its_own_command(string distributions, string advice) =>
        Assert.That(InstallAdvice.For(distributions, ["iperf3", "netserver", "sar", "iostat"]), Is.EqualTo(advice));

    [Test]
    public void Where_nothing_is_missing_there_is_nothing_to_say() => Assert.That(InstallAdvice.For("debian", []), Is.Null);
}
