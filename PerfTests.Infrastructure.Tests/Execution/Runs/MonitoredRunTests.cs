using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tests.Tools;
using PerfTests.Infrastructure.Tools.Deployment;

namespace PerfTests.Infrastructure.Tests.Execution.Runs;

/// <summary>Single runs with their monitors, on the lab's environment that has a third host for the tool.</summary>
[TestFixture]
[Category("Lab")]
[NonParallelizable] // figures of its loads are asserted
internal sealed class MonitoredRunTests
{
    private const string Loads = """
        test_types:
          pps:
            server_cmd: "iperf3 -s -p {port} -B {server_ip}"
            client_cmd_udp: "iperf3 -c {server_ip} -B {client_ip} -p {port} -t {duration} -b {target_bw} -l 1000 -u"
            sar_cmd: "sar -n DEV 1 | grep {interface}"
            base_port: 5983
            durations: [4]
            target_bw: ["16M"]
        """;

    private const string Tool = """
        ebpf_tools:
          tcp_state_counter: {path: tools/tcp_state_counter.bt, executable: bpftrace, exposure: {traffic: events}}
        """;

    private static readonly MonitoringConfig WithoutPerf = new()
    {
        InRounds = RoundSampling.Always,
        Perf = new PerfCounting { Enabled = false },
    };

    private readonly TappedHostSource _source = new();
    private ConfigFolder? _set;
    private SessionPlan? _plan;
    private SessionHosts? _hosts;
    private SessionHooks? _hooks;

    [OneTimeSetUp]
    public async Task OpenHosts()
    {
        LabSsh.RequireLab();
        SampleTools.RequireBpftrace();
        foreach (var program in (string[])["iperf3", "top", "sar", "iostat", "pidstat"])
        {
            if (LocalCommand.Find(program) is null)
                Assert.Ignore($"the run needs {program}: ./perftests demo installs it");
        }
        _set = new ConfigFolder().WriteTools().Write("performance-test-spec.yaml", Loads).Write("ebpf-tools-spec.yaml", Tool);
        foreach (var file in (string[])["ssh-hosts.yaml", "test-environments.yaml"])
            _set.Write(file, await File.ReadAllTextAsync(RepositoryFolder.Of("config", file)));
        _plan = SessionPlan.Load(
            new SessionOptions
            {
                ConfigDir = _set.Folder,
                ResultDir = Path.Combine(_set.Folder, "result"),
                Environments = ["lab-vm"],
            }
        );
        var environment = _plan.Cases[0].Environment;
        await _source.PrepareAsync([.. environment.Hosts], CancellationToken.None);
        _hosts = await SessionHosts.OpenAsync([environment], [.. _plan.Cases], _source, CancellationToken.None);
        _hooks = await SessionHooks.EnterAsync(
            _plan,
            [.. _plan.Cases],
            _hosts,
            _source,
            [],
            new RecordingLog(),
            TimeProvider.System,
            CancellationToken.None
        );
    }

    [OneTimeTearDown]
    public async Task CloseHosts()
    {
        if (_hooks is not null)
            await _hooks.DisposeAsync();
        if (_hosts is not null)
            await _hosts.DisposeAsync();
        await _source.DisposeAsync();
        _set?.Dispose();
    }

    [Test]
    public async Task A_run_with_a_tool_leaves_every_log_and_figures_that_fit_the_load()
    {
        var (run, summary, folder) = await RunAsync(Case(), Arm.Ebpf);
        var (server, client, toolHost) = (summary!.Hosts["server"], summary.Hosts["client"], summary.Hosts["tool_host"]);
        var logs = new[]
        {
            "cpu_mem_server.log",
            "cpu_mem_client.log",
            "cpu_mem_tool_host.log",
            "network_server.log",
            "network_client.log",
            "network_tool_host.log",
            "disk_io.log",
            "disk_io_server.log",
            "disk_io_client.log",
            "tool_process.log",
            "counters_server.log",
            "counters_client.log",
            "counters_tool_host.log",
            "summary.json",
        };
        Assert.Multiple(() =>
        {
            Assert.That(
                Directory.GetFiles(Path.Combine(folder, "monitoring")).Select(file => Path.GetFileName(file)),
                Is.EquivalentTo(logs)
            );
            Assert.That(logs.Where(log => new FileInfo(Path.Combine(folder, "monitoring", log)).Length == 0), Is.Empty);
            Assert.That(summary.Hosts.Values.SelectMany(host => host.Missing), Is.Empty);
            Assert.That(summary.Notes, Is.Empty);
            Assert.That((summary.LoadEnd - summary.LoadStart).TotalSeconds, Is.EqualTo(run.Execution.LoadSeconds).Within(1));
            // 2000 datagrams of 1000 bytes a second, by the counters and by sar behind its grep.
            Assert.That(server.Network!.ReceivedPacketsPerSecond, Is.EqualTo(2000).Within(15).Percent);
            Assert.That(client.Network!.SentBitsPerSecond, Is.EqualTo(16.7e6).Within(15).Percent);
            Assert.That(server.Network.Sampled["receivedPacketsPerSecond"].Mean, Is.EqualTo(2000).Within(10).Percent);
            Assert.That(server.Network.Sampled["receivedPacketsPerSecond"].Samples, Is.InRange(1, 3));
            foreach (var host in summary.Hosts.Values)
            {
                Assert.That(
                    host.Cpu!.Window.Busy + host.Cpu.Window.Idle + host.Cpu.Window.IoWait + host.Cpu.Window.Steal,
                    Is.EqualTo(100).Within(0.5)
                );
                Assert.That(host.Cpu.WindowPerCore, Has.Count.EqualTo(host.Cpu.Cores));
                Assert.That(host.Cpu.SampledPerCore, Has.Count.EqualTo(host.Cpu.Cores));
                Assert.That(host.Cpu.Sampled["softIrq"].Samples, Is.InRange(1, 3));
                Assert.That(host.Memory!.UsedBytes!.Mean, Is.InRange(1e6, host.Memory.TotalBytes));
                Assert.That(Math.Abs(host.ClockOffsetSeconds), Is.LessThan(1).And.LessThanOrEqualTo(host.ClockUncertaintySeconds + 0.001));
                Assert.That(host.Cost!.PercentOfCore, Is.InRange(0.01, 20));
            }
            Assert.That(summary.ToolRole, Is.EqualTo("tool_host"));
            Assert.That(toolHost.Network, Is.Null, "it has no test interface");
            Assert.That(summary.Tool!.ResidentBytes, Is.InRange(5e6, 1e9));
            Assert.That(summary.Tool.CpuPercent, Is.InRange(0, 50));
            Assert.That(summary.Tool.Sampled["residentBytes"].Mean, Is.EqualTo(summary.Tool.ResidentBytes).Within(30).Percent);
        });
    }

    [Test]
    public async Task A_host_without_a_monitor_s_program_gives_a_good_run_that_says_what_is_missing()
    {
        var perfCase = Case();
        perfCase = perfCase with
        {
            Workload = perfCase.Workload with
            {
                DurationSeconds = 1,
                SarCommand = new CommandTemplate("LC_ALL=C no-such-sar -n DEV 1 | grep {interface}"),
            },
        };
        var (run, summary, folder) = await RunAsync(perfCase, Arm.Baseline);
        var missing = summary!.Hosts["server"].Missing.Single();
        Assert.Multiple(() =>
        {
            Assert.That(run.Execution.Error, Is.Null);
            Assert.That(
                (missing.Program, missing.Remedy),
                Is.EqualTo(("no-such-sar", "install the package sysstat there, or switch it off in monitoring-config.yaml"))
            );
            Assert.That(Path.Combine(folder, "monitoring/network_server.log"), Does.Not.Exist);
            Assert.That(summary.Hosts["server"].Network!.Sampled, Is.Empty);
            Assert.That(summary.Hosts["server"].Network!.ReceivedPacketsPerSecond, Is.Positive);
            Assert.That(summary.Tool, Is.Null, "a baseline has none");
            Assert.That(summary.Notes.Single(), Does.Contain("too short for samples"));
            Assert.That(Path.Combine(folder, "monitoring/tool_process.log"), Does.Exist, "both arms pay for the same monitors");
        });
    }

    [Test]
    public async Task A_round_that_is_too_short_for_samples_has_figures_of_all_hosts_and_no_program_beside_its_load()
    {
        var (run, summary, folder) = await RunAsync(Case(), Arm.Ebpf, new MonitoringConfig { Perf = WithoutPerf.Perf });
        Assert.Multiple(() =>
        {
            Assert.That(
                Directory.GetFiles(Path.Combine(folder, "monitoring")).Select(file => Path.GetFileName(file)),
                Is.EquivalentTo(new[] { "counters_server.log", "counters_client.log", "counters_tool_host.log", "summary.json" })
            );
            foreach (var host in summary!.Hosts.Values)
            {
                Assert.That(new object?[] { host.Cpu, host.Memory, host.Disks }, Has.None.Null);
                Assert.That((host.Cpu!.Sampled.Count, host.Missing.Count, host.Cost), Is.EqualTo((0, 0, (MonitorCost?)null)));
            }
            Assert.That(summary.Hosts["server"].Network!.ReceivedPacketsPerSecond, Is.EqualTo(2000).Within(15).Percent);
            Assert.That(summary.Notes.Single(), Does.Contain("monitoring.in_rounds").And.Contain("exposure run"));
            Assert.That(run.ToolUse, Is.Not.Null, "what the tool's processes use is counted in every run");
        });
    }

    [Test]
    public async Task A_load_that_ends_by_an_amount_is_as_long_as_it_took_to_move_it()
    {
        var perfCase = Case();
        var byAmount = perfCase.Workload with
        {
            DurationSeconds = null,
            Amount = 400_000,
            ClientCommand = new CommandTemplate(
                perfCase.Workload.ClientCommand.Text.Replace("-t {duration}", "-n {amount}", StringComparison.Ordinal)
            ),
        };
        var (run, summary, _) = await RunAsync(
            perfCase with
            {
                Workload = byAmount,
            },
            Arm.Baseline,
            new MonitoringConfig { Perf = WithoutPerf.Perf }
        );
        Assert.Multiple(() =>
        {
            // 16 Mbit/s of them.
            Assert.That(run.Execution.LoadSeconds, Is.EqualTo(0.2).Within(0.1));
            Assert.That(run.TestCase.Parameters["amount"], Is.EqualTo("400000"));
            Assert.That(run.TestCase.Parameters, Does.Not.ContainKey("duration_seconds"));
            Assert.That(summary!.Notes.Single(), Does.Contain("monitoring.in_rounds"));
        });
        var (longer, _, _) = await RunAsync(
            perfCase with
            {
                Workload = byAmount.Lasting(1),
            },
            Arm.Baseline,
            new MonitoringConfig { Enabled = false }
        );
        Assert.That(longer.Execution.LoadSeconds, Is.EqualTo(1).Within(0.1));
    }

    [Test]
    public async Task Switched_off_monitors_leave_the_counters_alone()
    {
        var perfCase = Case();
        var (run, summary, folder) = await RunAsync(
            perfCase with
            {
                Workload = perfCase.Workload with { DurationSeconds = 1 },
            },
            Arm.Baseline,
            new MonitoringConfig { Enabled = false }
        );
        Assert.That(run.Execution.Error, Is.Null);
        Assert.That(summary, Is.Null);
        Assert.That(
            Directory.GetFiles(Path.Combine(folder, "monitoring")).Select(file => Path.GetFileName(file)),
            Is.EquivalentTo(new[] { "counters_server.log", "counters_client.log" })
        );
    }

    // Software events count everywhere, in the way of those of the hardware.
    [Test]
    public async Task Events_are_counted_on_every_host_while_the_load_runs()
    {
        if (LocalCommand.Find("perf") is null)
            Assert.Ignore("the run needs perf, of the package linux-perf");
        var perfCase = Case();
        var (run, summary, folder) = await RunAsync(
            perfCase with
            {
                Workload = perfCase.Workload with { DurationSeconds = 2 },
            },
            Arm.Ebpf,
            new MonitoringConfig { Perf = new PerfCounting { Events = ["cpu-clock", "page-faults"] } }
        );
        Assert.Multiple(() =>
        {
            foreach (var (role, host) in summary!.Hosts)
            {
                // The clock of every CPU runs all the time: its sum tells how much of the load was counted.
                var seconds = (summary.LoadEnd - summary.LoadStart).TotalSeconds * host.Cpu!.Cores;
                // Beside other work the clocks of the others may be known too badly; the client's own is not asked over the network.
                if (role == "client" || host.Missing.Count == 0)
                {
                    Assert.That(host.Missing, Is.Empty, role);
                    Assert.That(host.Events["cpu-clock"].Count / 1000, Is.EqualTo(seconds).Within(10).Percent, role);
                    Assert.That(host.Events["page-faults"].Count, Is.Positive, role);
                }
                else
                {
                    Assert.That(host.Missing.Single().Reason, Does.Contain("clocks that are known to within"), role);
                }
                Assert.That(Path.Combine(folder, $"monitoring/perf_{role}.log"), Does.Exist);
                Assert.That(run.Cpu!.Hosts[role].Events, Is.EqualTo(host.Events));
            }
            Assert.That(
                run.Cpu!.CountOf("page-faults"),
                Is.EqualTo(run.Cpu.Hosts["client"].Events["page-faults"].Count),
                "one kernel counts once"
            );
            Assert.That(run.Metrics.Keys, Has.None.EqualTo("instructions_per_packet").And.None.EqualTo("cycles_per_packet"));
        });
    }

    private PerfCase Case() => _plan!.Cases.Single(perfCase => perfCase.Tool is not null);

    private async Task<(RunRecord Run, MonitoringSummary? Summary, string Folder)> RunAsync(
        PerfCase perfCase,
        Arm arm,
        MonitoringConfig? config = null
    )
    {
        var executor = new RunExecutor(
            _hosts!,
            _hooks!,
            new ToolDeployment(_plan!.Config.SourceFolders),
            new ResultTree(_plan!.Options.ResultDir),
            config ?? WithoutPerf,
            ValidityLimits.Only(new Dictionary<string, double>()),
            TimeProvider.System
        );
        var run = (await executor.ExecuteAsync(perfCase, arm, RunPurpose.Measurement, CancellationToken.None)).Record;
        Assert.That(run.Execution.Error, Is.Null);
        Assert.That(ProcessesInWorkFolders(perfCase.Environment), Is.Empty, "no monitor outlives its run");
        var folder = Path.Combine(_plan.Options.ResultDir, run.Folder);
        var file = Path.Combine(folder, MonitoringSummary.FileName);
        return (
            run,
            File.Exists(file)
                ? await JsonFiles.ReadAsync<MonitoringSummary>(
                    Path.GetDirectoryName(file)!,
                    Path.GetFileName(file),
                    JsonFiles.CamelCase,
                    CancellationToken.None
                )
                : null,
            folder
        );
    }

    /// <summary>Monitors run in a scratch folder of their own; the folder itself must be gone too.</summary>
    private List<string> ProcessesInWorkFolders(TestEnvironment environment)
    {
        var found = new List<string>();
        foreach (var workDir in environment.Hosts.Select(host => Path.GetFullPath(_source[host.Id].WorkDir)))
        {
            found.AddRange(Directory.GetDirectories(workDir, "monitor-*"));
            foreach (var process in Directory.GetDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
            {
                try
                {
                    if (
                        File.ResolveLinkTarget($"{process}/cwd", returnFinalTarget: false)
                            ?.FullName.StartsWith($"{workDir}/monitor-", StringComparison.Ordinal) == true
                    )
                        found.Add(File.ReadAllText($"{process}/cmdline"));
                }
                catch (IOException)
                {
                    // It has ended meanwhile.
                }
                catch (UnauthorizedAccessException)
                {
                    // Another's.
                }
            }
        }
        return found;
    }
}
