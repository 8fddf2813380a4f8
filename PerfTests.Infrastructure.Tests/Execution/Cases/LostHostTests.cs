using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Lab;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>Sessions on the lab whose hosts are lost on the way.</summary>
[TestFixture]
[Category("Lab")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LostHostTests
{
    private const string Hosts = """
        ssh_hosts:
          server: {host: 'lab:system-server', reconnect_seconds: 60}
          client: {host: 'lab:system-client', reconnect_seconds: 60}
          frail: {host: 'lab:vm-server', reconnect_seconds: 1}
          vm-client: {host: 'lab:vm-client', reconnect_seconds: 1}
        """;

    private const string Environments = """
        test_environments:
          system:
            server: {ssh_ref: server, test_ip: 198.19.1.1, interface: data0}
            client: {ssh_ref: client, test_ip: 198.19.1.2, interface: data0}
          vm:
            server: {ssh_ref: frail, test_ip: 198.19.2.1, interface: data0}
            client: {ssh_ref: vm-client, test_ip: 198.19.2.2, interface: data0}
        """;

    private const string Loads = """
        test_types:
          latency:
            client_cmd_icmp: "ping -n -I {client_ip} -c 150 -i 0.002 -w {duration} {server_ip}"
            durations: [1, 2]
        """;

    private const string Thresholds =
        "looks: [3]\nbaseline_rounds: 3\nmax_dropped_rounds: 3\n"
        + "validity: {short_load_percent: off, foreign_cpu_percent: off, steal_percent: off, foreign_programs: off, leftover_programs: "
        + "off}\n";

    private ConfigFolder _set = null!;
    private EmbeddedLab _lab = null!;

    private CaseStore Store => new(new ResultTree(Path.Combine(_set.Folder, "result")));

    [SetUp]
    public void WriteSet()
    {
        LabSsh.RequireLab();
        _set = new ConfigFolder()
            .Write("ssh-hosts.yaml", Hosts)
            .Write("test-environments.yaml", Environments)
            .Write("performance-test-spec.yaml", Loads)
            .Write("thresholds.yaml", Thresholds)
            .Write("monitoring-config.yaml", "monitoring: {enabled: false}");
    }

    [TearDown]
    public void RemoveSet() => _set?.Dispose();

    [Test]
    public async Task A_case_whose_connection_broke_goes_on_with_the_next_round_and_says_so()
    {
        await using var session = await StartAsync();
        var outage = OutageOf("system-server");
        var log = LogThat("round 2: baseline in the middle", outage.BreakConnectionsAsync);
        var verdict = await session.RunAsync(Cases(session, "system")[0], log, CancellationToken.None);
        var rounds = (await Store.ReadCaseAsync(verdict.Case, CancellationToken.None))!.Rounds;
        var told = string.Join('\n', verdict.Reasons.Concat(log.Lines));
        Assert.Multiple(() =>
        {
            Assert.That((verdict.Verdict, verdict.Rounds), Is.EqualTo((Verdict.Pass, 3)), told);
            Assert.That(rounds.Count(round => round.DroppedBecause is not null), Is.InRange(1, 2), told);
            Assert.That(
                verdict.Reasons,
                Has.Some.Match(
                    "^the connection to host server was lost before round [34] and was back after [0-9]+ s; the host had not restarted, "
                        + "so what was measured before is kept$"
                ),
                told
            );
            Assert.That(log.Lines, Has.Some.EqualTo("host server: the connection was lost; waiting up to 60 s for it to come back"));
        });
    }

    [Test]
    public async Task A_host_whose_link_and_sshd_were_away_before_a_case_is_leased_again()
    {
        await using var session = await StartAsync();
        var outage = OutageOf("system-client");
        await outage.SetLinkAsync(isUp: false);
        await outage.EndSshdAsync();
        var log = new RecordingLog();
        var running = session.RunAsync(Cases(session, "system")[0], log, CancellationToken.None);
        await outage.SetLinkAsync(isUp: true);
        await outage.BeginSshdAsync();
        var verdict = await running;
        Assert.That((verdict.Verdict, verdict.DroppedRounds), Is.EqualTo((Verdict.Pass, 0)), string.Join('\n', log.Lines));
    }

    [TestCase(false, "restarted with the same facts, so what was measured on the boot before is kept", "round 3: baseline before")]
    [TestCase(
        true,
        "the case was measured anew: the hosts changed since the case began: server.mtu: 1500 against 1400",
        "round 1: baseline before"
    )]
    public async Task Rounds_of_two_boots_are_mixed_only_when_the_host_is_what_it_was(bool changes, string told, string next)
    {
        await using var session = await StartAsync();
        var outage = OutageOf("system-server");
        var log = LogThat(
            "round 2: baseline in the middle",
            async () =>
            {
                await outage.RestartAsync();
                if (changes)
                    await outage.SetMtuAsync(1400);
            }
        );
        var verdict = await session.RunAsync(Cases(session, "system")[0], log, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(
                (verdict.Verdict, verdict.Rounds),
                Is.EqualTo((Verdict.Pass, 3)),
                string.Join('\n', verdict.Reasons.Concat(log.Lines))
            );
            Assert.That(
                verdict.Reasons,
                Has.Some.StartsWith("the connection to host server was lost before round ").And.Some.EndsWith(told),
                string.Join('\n', verdict.Reasons)
            );
            Assert.That(log.Steps.SkipWhile(step => step != "round 2: baseline in the middle").ElementAt(1), Is.EqualTo(next));
            Assert.That(verdict.DroppedRounds, Is.EqualTo(changes ? 0 : 1));
        });
    }

    [Test]
    public async Task A_host_that_does_not_come_back_ends_its_environment_once_and_the_others_go_on()
    {
        await using (var session = await StartAsync())
        {
            var outage = OutageOf("vm-server");
            var log = LogThat("round 3: baseline in the middle", outage.EndSshdAsync);
            var cut = await session.RunAsync(Cases(session, "vm")[0], log, CancellationToken.None);
            var next = new RecordingLog();
            var other = await session.RunAsync(Cases(session, "vm")[1], next, CancellationToken.None);
            Assert.Multiple(() =>
            {
                Assert.That(cut.Verdict, Is.EqualTo(Verdict.Invalid));
                Assert.That(
                    cut.Reasons[0],
                    Does.StartWith("host frail: the connection was lost and it was not back within 1 s (reconnect_seconds): ")
                        .And.Contain("Connection refused")
                );
                Assert.That((other.Verdict, other.Reasons[0]), Is.EqualTo((Verdict.Invalid, cut.Reasons[0])));
                Assert.That(next.Steps, Is.Empty);
                Assert.That(next.Lines, Is.Empty);
            });
            Assert.That(
                (await session.RunAsync(Cases(session, "system")[0], new RecordingLog(), CancellationToken.None)).Verdict,
                Is.EqualTo(Verdict.Pass)
            );
        }
        await using var resumed = await StartAsync(resume: true);
        var again = new RecordingLog();
        var verdict = await resumed.RunAsync(Cases(resumed, "vm")[0], again, CancellationToken.None);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons.Concat(again.Lines)));
        Assert.That(again.Lines[0], Does.StartWith("resumed: measured at ").And.EndWith(" kept"));
    }

    private async Task<TestSession> StartAsync(bool resume = false)
    {
        var plan = SessionPlan.Load(
            new SessionOptions
            {
                ConfigDir = _set.Folder,
                ResultDir = Path.Combine(_set.Folder, "result"),
                Resume = resume,
            }
        );
        var source = new LabHostSource();
        var session = await TestSession.StartAsync(plan, plan.Cases, source, TimeProvider.System, CancellationToken.None);
        _lab = source.Lab!;
        return session;
    }

    private LabOutage OutageOf(string host) => new(_lab, host);

    private static IReadOnlyList<PerfCase> Cases(TestSession session, string environment) =>
        [.. session.Plan.Cases.Where(perfCase => perfCase.Environment.Id == environment)];

    /// <summary>Acts once, in the middle of a step's load.</summary>
    private static RecordingLog LogThat(string step, Func<Task> act)
    {
        var done = false;
        return new RecordingLog
        {
            OnStep = name =>
            {
                if (name != step || done)
                    return;
                done = true;
                act().GetAwaiter().GetResult();
            },
        };
    }
}
