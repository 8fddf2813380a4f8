using System.Diagnostics;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tests.Remote.Supervision;
using PerfTests.Infrastructure.Tests.Schemas;
using PerfTests.Infrastructure.Tests.Tools;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>Whole cases on the lab: loads of one second, three rounds, budgets that nothing can miss.</summary>
[TestFixture]
[Category("Lab")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed class MeasuredCaseTests : IAsyncDisposable
{
    private const int Port = 5977;

    private const string Loads = """
        test_types:
          throughput:
            single_stream:
              server_cmd: "iperf3 -s -p {port} -B {server_ip}"
              client_cmd_tcp: "iperf3 -c {server_ip} -B {client_ip} -p {port} -t {duration} -b {target_bw}"
              ports: [5977]
              durations: [1]
              target_bw: ["50M"]
        """;

    private const string Tools = """
        ebpf_tools:
          tcp_state_counter: {path: tools/tcp_state_counter.bt, executable: bpftrace, exposure: {traffic: events, min_runs: 2}}
          exits_at_once: {path: tools/exits_at_once.py, executable: python3}
          loads_no_program: {path: tools/loads_no_program.py, executable: python3, ready: {timeout: 1}}
          never_runs: {path: tools/never_runs.bt, executable: bpftrace}
          dies_midway: {path: tools/dies_midway.py, executable: python3, parameters: {template: "--after-ms 900"}}
          partially_attached: {path: tools/partially_attached.py, executable: python3, ready: {line: ready, timeout: 2}, expected_programs: 2}
          quietly_partial: {id: quietly_partial, path: tools/partially_attached.py, executable: python3, ready: {line: ready, timeout: 2}, parameters: {template: "--quiet"}}
          watches_loopback: {path: tools/watches_loopback.py, executable: python3, ready: {line: ready}}
          stops_midway: {path: tools/stops_midway.sh, executable: sh}
        """;

    private const string Thresholds = """
        looks: [3]
        baseline_rounds: 3
        max_dropped_rounds: 1
        # The machine may run other things beside these tests, other labs among them.
        validity: {foreign_cpu_percent: off, steal_percent: off, foreign_programs: off, leftover_programs: off}
        budgets: [{overhead_percent: {throughput: 99, cpu_per_gigabyte: 1000000}}]
        """;

    private readonly TappedHostSource _source = new();
    private ConfigFolder? _set;
    private TestSession? _session;
    private string[] _networks = [];

    private string StaleFile => Path.Combine(_set!.Folder, "stale");

    private static IEnumerable<TestCaseData> DeadTools() =>
        [
            new("exits_at_once", "ended with exit code 1 before it was ready"),
            new("loads_no_program", "held 0 BPF programs 1 s after its start"),
            new("never_runs", "none of the tool's 1 BPF programs ran while the load ran"),
        ];

    [SetUp]
    public async Task StartSession()
    {
        LabSsh.RequireLab();
        SampleTools.RequireBpftrace();
        if (LocalCommand.Find("iperf3") is null)
            Assert.Ignore("the load needs iperf3: install iperf3");
        _set = new ConfigFolder().WriteTools();
        // As a tool whose filter goes stale: the same number of programs, and no packet reaches them.
        _set.Write(
            "tools/stops_midway.sh",
            OwnTools.Of(
                $$"""
                [ -e '{{StaleFile}}' ] && exec bpftrace -e 'tracepoint:net:net_dev_xmit_timeout { @ = count(); }'
                exec bpftrace -e 'tracepoint:net:netif_receive_skb { @ = count(); }'
                """
            )
        );
        _set.Write("performance-test-spec.yaml", Loads)
            .Write("ebpf-tools-spec.yaml", Tools)
            .Write("thresholds.yaml", Thresholds)
            // Both arms pay for monitors alike: these cases are about what is decided without them.
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
        _session = await TestSession.StartAsync(plan, plan.Cases, _source, TimeProvider.System, CancellationToken.None);
        _networks =
        [
            await LocalProcesses.NetworkOfAsync(_source["lab-system-server"]),
            await LocalProcesses.NetworkOfAsync(_source["lab-system-client"]),
        ];
    }

    [TearDown]
    public async Task EndSession()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        Assert.That(LoadProcesses(), Is.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _set?.Dispose();
    }

    [Test]
    public async Task A_good_tool_gets_a_verdict_from_interleaved_rounds_after_its_exposure_is_proven()
    {
        var log = new RecordingLog();
        var started = TimeProvider.System.GetUtcNow();
        var verdict = await RunAsync("tcp_state_counter", log);
        var (store, name) = (Store(), Case("tcp_state_counter").Name);
        var result = (await store.ReadCaseAsync(name, CancellationToken.None))!;
        var runs = (await store.ReadRunsAsync(name, CancellationToken.None))
            .Items.Where(run => run.Execution.StartTime >= started)
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons.Concat(log.Lines)));
            Assert.That(verdict.Exposure!.Alive);
            Assert.That(verdict.Exposure.RunCount, Is.Positive);
            Assert.That(
                log.Steps,
                Is.EqualTo(
                    new[]
                    {
                        "exposure run",
                        "round 1: baseline before",
                        "round 1: with the tool",
                        "round 1: baseline after",
                        "round 2: with the tool",
                        "round 2: baseline after",
                        "round 3: with the tool",
                        "round 3: baseline after",
                        "exposure run after the rounds",
                    }
                )
            );
            Assert.That(
                verdict.Exposure.Checks.Select(check => check.Moment).Distinct(),
                Is.EqualTo(new[] { ExposureMoment.Start, ExposureMoment.End })
            );
            Assert.That(verdict.Exposure.Checks, Has.All.Property(nameof(ExposureCheck.Passed)).True);
            Assert.That(
                result.Rounds.Skip(1).Select(round => round.BaselineBefore),
                Is.EqualTo(result.Rounds.SkipLast(1).Select(round => round.BaselineAfter))
            );
            Assert.That(
                log.Runs.Select(run => run.Folder),
                Is.EqualTo(
                    result
                        .Rounds.SelectMany((round, i) => new[] { i == 0 ? round.BaselineBefore : null, round.Middle, round.BaselineAfter })
                        .OfType<string>()
                )
            );
            Assert.That(runs.Count(run => run.Execution.Purpose == RunPurpose.Exposure), Is.EqualTo(2));
            Assert.That(runs, Has.Count.EqualTo(5));
            Assert.That(ResultFiles.Mistakes(store.Tree.Root), Is.Empty);
            Assert.That(runs.Select(run => run.Metrics["throughput"]), Is.All.EqualTo(50e6).Within(10).Percent);
            Assert.That(result.Rounds.SelectMany(round => round.Values.Keys).Distinct(), Does.Contain("throughput").And.Contain("pps"));
        });
    }

    [Test]
    public async Task A_run_s_folder_holds_everything_that_its_numbers_come_from()
    {
        var run = await RunOnceAsync("tcp_state_counter");
        var folder = Path.Combine(_session!.Plan.Options.ResultDir, run.Folder);
        Assert.Multiple(() =>
        {
            Assert.That(
                Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)),
                Is.SupersetOf(
                    new[]
                    {
                        "client_results/stream_1.json",
                        "server_results/server.log",
                        "monitoring/counters_client.log",
                        "monitoring/counters_server.log",
                        "ebpf_output/tool_stdout.log",
                        "ebpf_output/tool_stderr.log",
                        "ebpf_output/tool_data.json",
                        "fingerprint.json",
                        "metadata.json",
                    }
                )
            );
            Assert.That(File.ReadAllText(Path.Combine(folder, "ebpf_output/tool_stdout.log")), Does.Contain("states: 1 established"));
            Assert.That(File.ReadAllText(Path.Combine(folder, "server_results/server.log")), Does.Contain("Server listening"));
            Assert.That(run.Commands.EbpfCmd, Is.EqualTo("bpftrace tools/tcp_state_counter.bt"));
            Assert.That(run.Commands.ClientCmd.Single(), Does.StartWith($"iperf3 -c 198.19.1.1 -B 198.19.1.2 -p {Port} -t 1 -b 50M"));
            Assert.That(run.Hosts.Keys, Is.EquivalentTo(new[] { "server", "client", "tool_host" }));
            Assert.That(run.Execution.LoadSeconds, Is.EqualTo(1).Within(0.2));
            Assert.That(run.Execution.ToolStartSeconds, Is.Positive);
        });
    }

    [TestCaseSource(nameof(DeadTools))]
    public async Task A_tool_that_was_not_there_is_invalid_and_costs_no_round(string tool, string reason)
    {
        var log = new RecordingLog();
        var verdict = await RunAsync(tool, log);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(verdict.Reasons[0], Does.Contain(reason));
            Assert.That(log.Steps, Is.EqualTo(new[] { "exposure run", "exposure run, attempt 2" }));
            Assert.That(verdict.Exposure!.RunCount, Is.Zero);
        });
    }

    [TestCase("partially_attached", "the tool warned: 'Warning: Could not attach on_send")]
    [TestCase("quietly_partial", "1 of the tool's 2 BPF programs were loaded, never ran and are attached to nothing: on_send")]
    [TestCase("watches_loopback", "times per packet of the load")]
    public async Task A_tool_that_runs_and_does_not_see_what_it_should_is_invalid(string tool, string reason)
    {
        if (LocalCommand.Find("bpftool") is null && tool == "quietly_partial")
            Assert.Ignore("what a program is attached to is told by bpftool: install bpftool");
        var verdict = await RunAsync(tool, new RecordingLog());
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(verdict.Reasons[0], Does.Contain(reason), string.Join('\n', verdict.Reasons));
            Assert.That(verdict.Rounds, Is.Zero);
            Assert.That(verdict.Exposure!.Alive);
            Assert.That(verdict.Exposure.RunCount, Is.Positive);
        });
    }

    [Test]
    public async Task A_tool_that_stops_to_see_the_load_between_the_rounds_is_invalid()
    {
        var log = new RecordingLog
        {
            OnStep = step =>
            {
                if (step == "round 2: with the tool")
                    File.WriteAllText(StaleFile, "");
            },
        };
        var verdict = await RunAsync("stops_midway", log);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(verdict.Reasons[0], Does.StartWith("after the rounds: none of the tool's 1 BPF programs ran"));
            Assert.That(verdict.Rounds, Is.EqualTo(3));
            Assert.That(
                log.Steps.TakeLast(2),
                Is.EqualTo(new[] { "exposure run after the rounds", "exposure run after the rounds, attempt 2" })
            );
        });
    }

    [Test]
    public async Task A_tool_that_dies_on_the_way_is_invalid()
    {
        var verdict = await RunAsync("dies_midway", new RecordingLog());
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            // Its time is over before the load of a second can be; on a slow machine even before the tool is seen to be ready.
            Assert.That(verdict.Reasons[0], Does.Contain("the tool died while the load ran").Or.Contain("before it was ready"));
        });
    }

    [Test]
    public async Task A_load_that_is_killed_drops_its_round_and_the_next_one_starts_from_a_new_baseline()
    {
        var log = new RecordingLog { OnStep = step => KillClient(step == "round 1: baseline in the middle") };
        var verdict = await RunAsync(null, log);
        var rounds = (await Store().ReadCaseAsync(verdict.Case, CancellationToken.None))!.Rounds;
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons));
            Assert.That((verdict.Rounds, verdict.DroppedRounds), Is.EqualTo((3, 1)));
            Assert.That(rounds[0].DroppedBecause, Does.Contain("iperf3 was killed (SIGKILL)"));
            Assert.That(
                log.Steps.Take(5),
                Is.EqualTo(
                    new[]
                    {
                        "round 1: baseline before",
                        "round 1: baseline in the middle",
                        "round 2: baseline before",
                        "round 2: baseline in the middle",
                        "round 2: baseline after",
                    }
                )
            );
            Assert.That(rounds[1].BaselineBefore, Is.Not.EqualTo(rounds[0].BaselineBefore));
        });
    }

    [Test]
    public async Task A_port_in_use_drops_rounds_with_that_reason_until_too_many_are_dropped()
    {
        CaseVerdict verdict;
        await using (
            var foreign = await _source["lab-system-server"]
                .StartAsync(new RemoteCommand($"exec iperf3 -s -p {Port}"), CancellationToken.None)
        )
        {
            await LocalProcesses.WaitUntilAsync(() => foreign.OutputSoFar.Length > 0 || ListensOn(Port), "the foreign server listens");
            verdict = await RunAsync(null, new RecordingLog());
        }
        var rounds = (await Store().ReadCaseAsync(verdict.Case, CancellationToken.None))!.Rounds;
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(
                rounds.Select(round => round.DroppedBecause),
                Is.All.Contains($"port {Port} is in use").And.All.Contains("lab-system-server")
            );
            Assert.That(rounds, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task A_stopped_case_keeps_its_rounds_so_far_and_leaves_nothing_running()
    {
        using var stopping = new CancellationTokenSource();
        var log = new RecordingLog
        {
            OnStep = step =>
            {
                if (step == "round 2: baseline in the middle")
                    _ = WhenClientRunsAsync(_ => stopping.Cancel());
            },
        };
        var folders = RunFolders();
        await Assert.ThatAsync(() => _session!.RunAsync(Case(null), log, stopping.Token), Throws.InstanceOf<OperationCanceledException>());
        await LocalProcesses.WaitUntilAsync(() => LoadProcesses().Count == 0, "no load runs");
        var result = (await Store().ReadCaseAsync(Case(null).Name, CancellationToken.None))!;
        Assert.Multiple(() =>
        {
            Assert.That(result.Verdict.Verdict, Is.EqualTo(Verdict.Inconclusive));
            Assert.That(result.Rounds.Select(round => round.DroppedBecause), Is.EqualTo(new string?[] { null }));
            Assert.That(
                RunFolders().Except(folders).Select(folder => File.Exists(Path.Combine(folder, RunFolder.MetadataFile))).Order(),
                Is.EqualTo(new[] { false, true, true, true })
            );
            Assert.That(Directory.GetDirectories(_source["lab-system-client"].WorkDir, "load-*"), Is.Empty);
        });
        // The hosts can still be used.
        Assert.That((await RunOnceAsync(null)).Execution.Error, Is.Null);
    }

    private IReadOnlyList<int> LoadProcesses() => Processes($"-p\0{Port}\0");

    // One walk through all processes: a load lasts a second only.
    private IReadOnlyList<int> Processes(string text) => LocalProcesses.With(text, _networks);

    private void KillClient(bool now)
    {
        if (now)
            _ = WhenClientRunsAsync(client => client.Kill());
    }

    private async Task WhenClientRunsAsync(Action<Process> act)
    {
        var id = 0;
        await LocalProcesses.WaitUntilAsync(
            () => (id = Processes($"iperf3\0-c\0198.19.1.1\0-B\0198.19.1.2\0-p\0{Port}\0") is [var first, ..] ? first : 0) > 0,
            "the client runs"
        );
        using var client = Process.GetProcessById(id);
        // Not at its very start, where it would look like one that could not connect.
        var age = TimeProvider.System.GetLocalNow().DateTime - client.StartTime;
        if (age < TimeSpan.FromSeconds(0.2))
            await Task.Delay(TimeSpan.FromSeconds(0.2) - age);
        act(client);
    }

    private bool ListensOn(int port) =>
        Processes($"-s\0-p\0{port}\0")
            .Any(id =>
                File.ReadLines($"/proc/{id}/net/tcp")
                    .Concat(File.ReadLines($"/proc/{id}/net/tcp6"))
                    .Any(line => line.Contains($":{port:X4} ", StringComparison.Ordinal))
            );

    private Task<CaseVerdict> RunAsync(string? tool, ICaseLog log) => _session!.RunAsync(Case(tool), log, CancellationToken.None);

    /// <summary>The first run of a case, which is then stopped.</summary>
    private async Task<RunRecord> RunOnceAsync(string? tool)
    {
        using var stopping = new CancellationTokenSource();
        var log = new RecordingLog
        {
            OnStep = step =>
            {
                if (step.EndsWith(tool is null ? "in the middle" : "round 1: baseline after", StringComparison.Ordinal))
                    stopping.Cancel();
            },
        };
        await Assert.ThatAsync(() => _session!.RunAsync(Case(tool), log, stopping.Token), Throws.InstanceOf<OperationCanceledException>());
        return log.Runs[^1];
    }

    private PerfCase Case(string? tool) => _session!.Plan.Cases.Single(perfCase => perfCase.Tool?.Spec.Id == tool);

    private CaseStore Store() => new(new ResultTree(_session!.Plan.Options.ResultDir));

    private string[] RunFolders()
    {
        var folder = Store().Tree.CaseFolder(Case(null).Name);
        return Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
    }
}
