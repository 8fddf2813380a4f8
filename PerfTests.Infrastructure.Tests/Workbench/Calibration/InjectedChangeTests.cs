using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tests.Remote.Supervision;
using PerfTests.Infrastructure.Workloads;
using PerfTests.Workbench.Calibration;
using PerfTests.Workbench.Calibration.Control;
using PerfTests.Workbench.Calibration.Gates;
using PerfTests.Workbench.Calibration.Noise;

namespace PerfTests.Infrastructure.Tests.Workbench.Calibration;

/// <summary>Rehearsals on the lab: loads of one second, three rounds.</summary>
[TestFixture]
[Category("Lab")]
internal sealed class InjectedChangeTests
{
    private const double Rate = 200e6;

    private const string Loads = """
        test_types:
          throughput:
            single_stream:
              server_cmd: "iperf3 -s -p {port} -B {server_ip}"
              client_cmd_tcp: "iperf3 -c {server_ip} -B {client_ip} -p {port} -t {duration} -b {target_bw} -l 65520"
              ports: [5979]
              durations: [1]
        """;

    private static readonly Thresholds Rule = new() { Looks = [3] };
    private static readonly Dictionary<string, double> Budgets = new() { ["throughput"] = 5 };

    private ConfigFolder? _set;
    private TestSession? _session;

    private PerfCase Case => _session!.Selected.First();

    private IRemoteHost Client => _session!.Host(Case.Environment.Client.Host);

    [OneTimeSetUp]
    public async Task StartSession()
    {
        LabSsh.RequireLab();
        if (LocalCommand.Find("iperf3") is null || LocalCommand.Find("tc") is null)
            Assert.Ignore("the control needs iperf3 and tc: install iperf3 and iproute2");
        _set = new ConfigFolder()
            .Write("performance-test-spec.yaml", Loads)
            // What else runs on this machine is no concern of these tests.
            .Write(
                "thresholds.yaml",
                "looks: [3]\nvalidity: {foreign_cpu_percent: off, steal_percent: off, foreign_programs: off}\nbudgets: "
                    + "[{overhead_percent: {throughput: 60}}]\n"
            )
            .Write("monitoring-config.yaml", "monitoring: {enabled: false}\n");
        foreach (var file in (string[])["ssh-hosts.yaml", "test-environments.yaml"])
            _set.Write(file, await File.ReadAllTextAsync(RepositoryFolder.Of("config", file)));
        var plan = SessionPlan.Load(
            new SessionOptions
            {
                ConfigDir = _set.Folder,
                ResultDir = Path.Combine(_set.Folder, "result"),
                Environments = ["lab-system"],
            }
        );
        _session = await TestSession.StartAsync(plan, plan.Cases, new LabHostSource(), TimeProvider.System, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task EndSession()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        _set?.Dispose();
    }

    [Test]
    public async Task A_link_that_is_cut_by_half_is_measured_as_half_and_left_free()
    {
        RehearsedCase? rehearsed = null;
        await _session!.CalibrateAsync(
            Case,
            new RecordingLog(),
            async _ =>
            {
                await using var link = await ShapedLink.HoldAsync(Client, "data0", Rate, CancellationToken.None);
                rehearsed = await new Rehearsal(_session, Rule, Budgets).RunAsync(
                    Case,
                    link.Cut(50),
                    new RecordingLog(),
                    () => true,
                    CancellationToken.None
                );
            },
            CancellationToken.None
        );
        var throughput = rehearsed!.Verdict.Metrics.Single(metric => metric.Name == "throughput");
        Assert.Multiple(() =>
        {
            Assert.That(rehearsed.Verdict.Verdict, Is.EqualTo(Verdict.Fail), string.Join('\n', rehearsed.Verdict.Reasons));
            // Loads of a second beside those of other tests; `perftests calibrate --control` says how near it comes alone.
            Assert.That(throughput.OverheadPercent, Is.EqualTo(50).Within(10));
            Assert.That(throughput.Baseline, Is.EqualTo(0.95 * Rate).Within(10).Percent);
        });
        Assert.That(await DisciplineAsync(), Does.Contain("noqueue"));
    }

    [Test]
    public async Task A_change_is_taken_back_when_its_run_is_stopped()
    {
        using var stopping = new CancellationTokenSource();
        var log = new RecordingLog
        {
            OnStep = step =>
            {
                if (step.EndsWith("in the middle", StringComparison.Ordinal))
                    stopping.CancelAfter(400);
            },
        };
        var link = await ShapedLink.HoldAsync(Client, "data0", Rate, CancellationToken.None);
        await using (link)
        {
            await Assert.ThatAsync(
                () => new Rehearsal(_session!, Rule, Budgets).RunAsync(Case, link.Cut(50), log, () => true, stopping.Token),
                Throws.InstanceOf<OperationCanceledException>()
            );
            Assert.That(
                (await Client.RunCheckedAsync(new RemoteCommand("tc class show dev data0"), CancellationToken.None)).Output,
                Does.Contain("rate 200Mbit")
            );
            Assert.That(log.Steps[^1], Does.EndWith("in the middle"));
            // What is not ours is not replaced.
            await Assert.ThatAsync(
                () => ShapedLink.HoldAsync(Client, "data0", Rate, CancellationToken.None),
                Throws.InstanceOf<CalibrationFailedException>()
            );
        }
        Assert.That(await DisciplineAsync(), Does.Contain("noqueue"));
    }

    [Test]
    public async Task Gates_without_a_tool_are_kept_with_their_rounds()
    {
        var file = Path.Combine(_set!.Folder, "gates.json");
        var series = new GateSeries(_session!, file, 2, TimeSpan.FromMinutes(2), (_, _) => { }, TimeProvider.System);
        await series.MakeAsync([Case], new RecordingLog(), CancellationToken.None);
        var kept = await JsonFiles.ReadAsync<AaGates>(
            Path.GetDirectoryName(file)!,
            Path.GetFileName(file),
            JsonFiles.CamelCase,
            CancellationToken.None
        );
        Assert.Multiple(() =>
        {
            Assert.That(kept.Gates, Has.Count.EqualTo(2));
            Assert.That(
                kept.Gates.Select(gate => gate.Verdict),
                Has.None.EqualTo(Verdict.Fail).And.None.EqualTo(Verdict.Invalid),
                string.Join('\n', kept.Gates.SelectMany(gate => gate.Reasons))
            );
            Assert.That(kept.Gates.Select(gate => gate.Rounds.Count), Is.All.EqualTo(3));
            Assert.That(kept.Gates.SelectMany(gate => gate.Rounds).SelectMany(round => round.Runs), Is.Unique);
        });
    }

    [Test]
    public async Task A_bare_loop_gives_what_each_load_reported_and_leaves_nothing()
    {
        var server = _session!.Host(Case.Environment.Server.Host);
        var (runs, seconds) = await new BareLoop(LoadPlan.Of(Case), server, Client, TimeProvider.System).RunAsync(
            2,
            CancellationToken.None
        );
        Assert.Multiple(() =>
        {
            Assert.That(runs.Select(run => run["throughput"]).ToList(), Has.Count.EqualTo(2).And.All.Positive);
            Assert.That(seconds, Is.GreaterThan(1));
            Assert.That(Directory.GetDirectories(Client.WorkDir, "load-*"), Is.Empty);
        });
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("iperf3\0-s\0-p\05979\0").Count == 0, "no server runs");
    }

    [Test]
    public async Task A_bare_loop_whose_load_fails_says_so()
    {
        var plan = LoadPlan.Of(Case) with { ClientCommands = ["iperf3 -J -c 127.0.0.1 -p 9"] };
        await Assert.ThatAsync(
            () =>
                new BareLoop(plan, _session!.Host(Case.Environment.Server.Host), Client, TimeProvider.System).RunAsync(
                    2,
                    CancellationToken.None
                ),
            Throws.InstanceOf<LoadFailedException>()
        );
    }

    private async Task<string> DisciplineAsync() =>
        (await Client.RunCheckedAsync(new RemoteCommand("tc qdisc show dev data0 root"), CancellationToken.None)).Output;
}
