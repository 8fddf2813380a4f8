using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tests.Tools;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

/// <summary>Two tools on the lab whose cost is known to be in one place: in a process of their own, or in their program.</summary>
[TestFixture]
[Category("Lab")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AttributedToolTests
{
    private const string Burner = """
        import subprocess, sys, time
        child = subprocess.Popen(["bpftrace", "-e", "tracepoint:net:netif_receive_skb { @ = count(); }"], stdout=subprocess.DEVNULL)
        try:
            while True:
                began = time.process_time()
                while time.process_time() - began < 0.003:
                    pass
                time.sleep(0.007)
        except KeyboardInterrupt:
            child.wait()
        """;

    // Every packet pays for eight updates of a map; nothing goes to user space.
    private const string Counter = "tracepoint:net:netif_receive_skb { unroll(8) { @sums[args->len, cpu] = sum(args->len); } }\n";

    private ConfigFolder? _set;
    private TestSession? _session;

    [SetUp]
    public async Task StartSession()
    {
        LabSsh.RequireLab();
        SampleTools.RequireBpftrace();
        if (LocalCommand.Find("iperf3") is null)
            Assert.Ignore("the load needs iperf3: install iperf3");
        _set = new ConfigFolder()
            .Write("tools/burner.py", OwnTools.Of(Burner))
            .Write("tools/counter.bt", OwnTools.Of(Counter))
            .Write("monitoring-config.yaml", "monitoring: {enabled: false}\n")
            .Write(
                "performance-test-spec.yaml",
                """
                test_types:
                  pps:
                    server_cmd: "iperf3 -s -p {port} -B {server_ip}"
                    client_cmd_udp: "iperf3 -c {server_ip} -B {client_ip} -p {port} -t {duration} -b {target_bw} -l 64 -u"
                    streams: [1]
                    base_port: 5979
                    durations: [1]
                    target_bw: ["8M"]
                """
            )
            .Write(
                "ebpf-tools-spec.yaml",
                """
                ebpf_tools:
                  burner: {path: tools/burner.py, executable: python3}
                  counter: {path: tools/counter.bt, executable: bpftrace}
                """
            )
            .Write(
                "thresholds.yaml",
                """
                looks: [3]
                budgets: [{overhead_percent: {pps: 99, cpu_per_gigabyte: 1000000}}]
                # The machine that runs the tests is nobody's alone.
                validity: {foreign_cpu_percent: off, steal_percent: off, foreign_programs: off}
                """
            );
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

    [TearDown]
    public async Task EndSession()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        _set?.Dispose();
    }

    [Test]
    public async Task A_tool_that_burns_cpu_itself_is_attributed_to_its_processes()
    {
        var (verdict, runs) = await RunAsync("burner");
        var attribution = verdict.Attribution!;
        Assert.Multiple(() =>
        {
            Assert.That(
                runs.Where(run => run.Arm == Infrastructure.Matrix.Arm.Ebpf).Select(run => run.ToolUse!.LoadCpuSeconds),
                Is.All.GreaterThan(0.03)
            );
            Assert.That(
                runs.Where(run => run.Arm == Infrastructure.Matrix.Arm.Baseline).Select(run => run.Cpu!.ToolProcessSeconds),
                Is.All.Zero
            );
            Assert.That(attribution.ToolProcessesPercent, Is.GreaterThan(3 * attribution.ProgramsPercent!.Value));
            Assert.That(attribution.Footprint!.PeakResidentBytes, Is.GreaterThan(10e6));
            Assert.That(attribution.Footprint.Left, Is.Empty);
        });
    }

    [Test]
    public async Task A_program_that_works_on_every_packet_is_attributed_to_itself()
    {
        var (verdict, runs) = await RunAsync("counter");
        var (attribution, program) = (verdict.Attribution!, verdict.Attribution!.Programs[0]);
        var packets = runs.Where(run => run.Arm == Infrastructure.Matrix.Arm.Ebpf).Average(run => run.Metrics["pps"]);
        Assert.Multiple(() =>
        {
            Assert.That(
                program.Percent,
                Is.EqualTo(program.CallsPerSecond * program.NanosecondsPerCall / 1e7)
                    .Within(1e-6)
                    .And.EqualTo(attribution.ProgramsPercent)
                    .Within(1e-9)
            );
            Assert.That(
                program.CallsPerSecond,
                Is.GreaterThanOrEqualTo(0.9 * packets),
                "it runs for each packet that the server gets at least"
            );
            Assert.That(program.NanosecondsPerCall, Is.GreaterThan(100));
            Assert.That(attribution.Footprint!.MapBytes, Is.Positive);
            Assert.That(
                attribution.ProgramsPercent + attribution.ToolProcessesPercent + attribution.RemainderPercent,
                Is.EqualTo(attribution.Extra.Percent).Within(1e-9)
            );
            Assert.That(attribution.Notes, Has.Some.Contains("share one kernel"));
            Assert.That(
                runs.Select(run => run.Cpu!.Hosts["client"].OutsideTasksSeconds ?? run.Cpu.Hosts["client"].BusySeconds),
                Is.All.GreaterThan(-0.2),
                "below zero by no more than the error of the clocks"
            );
        });
    }

    private async Task<(CaseVerdict Verdict, IReadOnlyList<RunRecord> Runs)> RunAsync(string tool)
    {
        var log = new RecordingLog();
        var verdict = await _session!.RunAsync(
            _session.Plan.Cases.Single(perfCase => perfCase.Tool?.Spec.Id == tool),
            log,
            CancellationToken.None
        );
        Assert.That(verdict.Attribution, Is.Not.Null, string.Join('\n', verdict.Reasons.Concat(log.Lines)));
        return (verdict, log.Runs);
    }
}
