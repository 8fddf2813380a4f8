using PerfTests.Workbench.Doctor;

namespace PerfTests.Infrastructure.Tests.Workbench.Doctor;

[TestFixture]
internal sealed class CoresCheckTests
{
    [Test]
    public void Cores_that_loads_interrupts_and_the_suite_share_are_told() =>
        Assert.That(Found(Probed.Healthy()), Does.Contain("interrupts of data0 on 0,1; monitors, tools and the suite's shells on 0-1"));

    [Test]
    public void Loads_are_told_with_the_cores_they_are_bound_to()
    {
        var host = Probed.Healthy();
        host = host with { Needs = host.Needs with { LoadCores = ["0", null] } };
        Assert.That(Found(host), Does.StartWith("loads on 0 and on any core; "));
    }

    [Test]
    public void Isolated_cores_and_steered_packets_are_told() =>
        Assert.Multiple(() =>
        {
            Assert.That(Found(Probed.With("isolated cores", "2-3")), Does.EndWith("; isolated: 2-3"));
            Assert.That(Found(Probed.With("packet steering of data0", "00000003")), Does.Contain("its packets steered by mask 00000003"));
        });

    [Test]
    public void A_host_that_does_not_tell_is_not_judged() =>
        Assert.That(
            Probed.Judge(Probed.With("suite cores", "")).Single(finding => finding.Check == "cores").Status,
            Is.EqualTo(CheckStatus.Skipped)
        );

    private static string Found(ProbedHost host) => Probed.Judge(host).Single(finding => finding.Check == "cores").Found;
}
