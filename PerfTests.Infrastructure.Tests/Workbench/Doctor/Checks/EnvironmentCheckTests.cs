using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Workbench.Doctor;
using PerfTests.Workbench.Doctor.Checks;

namespace PerfTests.Infrastructure.Tests.Workbench.Doctor.Checks;

[TestFixture]
internal sealed class EnvironmentCheckTests
{
    [Test]
    public void Ends_that_are_alike_are_fine() =>
        Assert.That(Judge(Client()), Is.All.Property(nameof(CheckResult.Status)).EqualTo(CheckStatus.Ok));

    [Test]
    public void Another_MTU_at_the_other_end_is_told() =>
        Assert.That(
            Judge(Client("mtu 0=1500", "mtu 0=9000")).Single(finding => finding.Status == CheckStatus.Warn).Found,
            Does.StartWith("9000 here, 1500 on server")
        );

    [Test]
    public void Other_offloads_at_the_other_end_are_named() =>
        Assert.That(
            Judge(Client("rx-checksumming tcp-segmentation-offload", "rx-checksumming generic-receive-offload"))
                .Single(finding => finding.Status == CheckStatus.Warn)
                .Found,
            Is.EqualTo("differ from server in generic-receive-offload, tcp-segmentation-offload")
        );

    [Test]
    public void Clocks_of_the_ends_are_set_against_each_other() =>
        Assert.That(
            Judge(Client() with { Clock = new ClockOffset(0.5, 0.01) }).Single(finding => finding.Status == CheckStatus.Warn).Found,
            Is.EqualTo("+498.0 ms ± 16.0 ms against server")
        );

    private static IReadOnlyList<CheckResult> Judge(ProbedHost client) =>
        [
            .. EnvironmentCheck.Judge(
                client.Needs.Sides[0].Environment,
                [Probed.Healthy(Probed.Needs(HostRole.Server, id: "server")), client]
            ),
        ];

    private static ProbedHost Client(string answer = "end=1", string other = "end=1") =>
        Probed.Healthy(Probed.Needs(id: "client")) with
        {
            Login = ProbeAnswers.Parse(Probed.Login.Replace(answer, other, StringComparison.Ordinal)),
        };
}
