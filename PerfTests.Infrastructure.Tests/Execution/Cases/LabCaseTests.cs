using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tests.Remote.Supervision;
using PerfTests.Infrastructure.Tests.Tools;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>Whole cases on the lab: loads of one second, three rounds, budgets that nothing can miss.</summary>
[Category("Lab")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class LabCaseTests : IAsyncDisposable
{
    protected const int Port = 5977;

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
          half_on_loopback: {applicable_environments: [lab-system], path: tools/half_on_loopback.py, executable: python3, ready: {line: ready}, expected_programs: 2, parameters: {template: "--interface {interface}"}}
          both_on_the_load: {id: both_on_the_load, applicable_environments: [lab-system], path: tools/half_on_loopback.py, executable: python3, ready: {line: ready}, expected_programs: 2, parameters: {template: "--interface {interface} --expensive-on {interface}"}}
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

    private ConfigFolder? _set;
    private TestSession? _session;
    private string[] _networks = [];

    protected TappedHostSource Source { get; } = new();

    protected TestSession Session => _session!;

    /// <summary>Entries of <c>ebpf_tools</c> that these cases need besides.</summary>
    protected virtual string MoreTools => "";

    /// <summary>Where it is, stops_midway watches what never happens.</summary>
    protected string StaleFile => Path.Combine(_set!.Folder, "stale");

    [SetUp]
    public async Task StartSession()
    {
        LabSsh.RequireLab();
        SampleTools.RequireBpftrace();
        if (LocalCommand.Find("iperf3") is null)
            Assert.Ignore("the load needs iperf3: install iperf3");
        _set = new ConfigFolder().WriteTools();
        _set.Write(
            "tools/loader.py",
            File.ReadAllText(RepositoryFolder.Of("PerfTests.Infrastructure.Tests", "Samples", "loaders", "loader.py"))
        );
        _set.Write(
            "tools/attach.sh",
            File.ReadAllText(RepositoryFolder.Of("PerfTests.Infrastructure.Tests", "Samples", "loaders", "attach.sh"))
        );
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
            .Write("ebpf-tools-spec.yaml", $"{Tools}\n{MoreTools}")
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
        _session = await TestSession.StartAsync(plan, plan.Cases, Source, TimeProvider.System, CancellationToken.None);
        _networks =
        [
            await LocalProcesses.NetworkOfAsync(Source["lab-system-server"]),
            await LocalProcesses.NetworkOfAsync(Source["lab-system-client"]),
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
        await Source.DisposeAsync();
        _set?.Dispose();
    }

    protected IReadOnlyList<int> LoadProcesses() => Processes($"-p\0{Port}\0");

    // One walk through all processes: a load lasts a second only.
    protected IReadOnlyList<int> Processes(string text) => LocalProcesses.With(text, _networks);

    protected Task<CaseVerdict> RunAsync(string? tool, ICaseLog log) => _session!.RunAsync(Case(tool), log, CancellationToken.None);

    /// <summary>The first run of a case, which is then stopped.</summary>
    protected async Task<RunRecord> RunOnceAsync(string? tool)
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

    protected PerfCase Case(string? tool) => _session!.Plan.Cases.Single(perfCase => perfCase.Tool?.Spec.Id == tool);

    protected CaseStore Store() => new(new ResultTree(_session!.Plan.Options.ResultDir));
}
