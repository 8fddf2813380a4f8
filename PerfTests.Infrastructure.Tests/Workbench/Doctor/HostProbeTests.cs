using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Workbench.Doctor;
using PerfTests.Workbench.Doctor.Checks;

namespace PerfTests.Infrastructure.Tests.Workbench.Doctor;

[TestFixture]
internal sealed class HostProbeTests
{
    private static readonly IReadOnlyList<IHostCheck> Checks = HostExamination.Checks(
        "/srv/perftests",
        new MonitoringConfig { Enabled = false }
    );

    [Test]
    public async Task A_host_that_ran_out_of_time_is_not_usable_and_what_was_not_examined_is_named()
    {
        // Cut off behind the programs: the answers that came are all fine.
        var probed = await AskAsync(command =>
            command.AsRoot ? "uid=0\nexamined=root\n" : "user=root\nexamined=login shell\nexamined=root\nexamined=programs\n"
        );
        var report = new DoctorReport([.. HostExamination.CutOff(probed)]);
        Assert.Multiple(() =>
        {
            Assert.That(report.IsUsable, Is.False);
            Assert.That(
                report.Findings.Single().Found,
                Does.Contain("ports").And.Contains("work folder").And.Contains("BPF").And.Not.Contains("login shell")
            );
        });
    }

    [Test]
    public void This_machine_is_not_fine_either_when_its_own_examination_hung() =>
        Assert.That(LocalExamination.HangsAt("/mnt/gone").IsUsable, Is.False);

    [Test]
    public async Task A_host_that_got_to_everything_was_not_cut_off()
    {
        var all = string.Concat(Checks.Select(check => $"examined={check.Subject}\n"));
        var probed = await AskAsync(_ => $"{all}end=1\n");
        Assert.That(HostExamination.CutOff(probed), Is.Empty);
    }

    [Test]
    public async Task A_slow_host_gets_longer_limits_for_the_whole_and_for_each_step()
    {
        var commands = new List<RemoteCommand>();
        await AskAsync(command => Kept(commands, command), slowness: 7);
        var scripts = commands.FindAll(command => command.Line.Contains("fact end", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(scripts, Has.Count.EqualTo(2));
            Assert.That(scripts.Select(command => command.TimeLimit), Is.All.GreaterThan(TimeSpan.FromSeconds(200)));
            Assert.That(scripts.Select(command => command.Line), Is.All.Contains("$(($1 * 7))"));
            Assert.That(HostProbe.Limit(7), Is.GreaterThanOrEqualTo(scripts[0].TimeLimit + scripts[1].TimeLimit));
        });
    }

    private static string Kept(List<RemoteCommand> commands, RemoteCommand command)
    {
        commands.Add(command);
        return "end=1\n";
    }

    private static Task<ProbedHost> AskAsync(Func<RemoteCommand, string> answer, int slowness = 1) =>
        new HostProbe(Checks, TimeProvider.System, slowness).AskAsync(
            Probed.Needs(),
            new CannedHost(command => CannedProcess.Ended(0, output: answer(command))),
            CancellationToken.None
        );
}
