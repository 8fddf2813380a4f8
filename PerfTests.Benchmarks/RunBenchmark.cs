using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools.Deployment;

namespace PerfTests.Benchmarks;

/// <summary>
/// What a run takes beyond its load, and beyond the start and stop of its tool. The runs are those of the default configuration.
/// </summary>
internal sealed class RunBenchmark(TimeProvider time) : IBenchmark
{
    private const int Repetitions = 12;

    private static readonly (string Name, TestType Type, Protocol Protocol)[] Kinds =
    [
        ("iperf3, TCP, 1 stream", TestType.Throughput, Protocol.Tcp),
        ("iperf3, UDP, 2 streams", TestType.Throughput, Protocol.Udp),
        ("netperf, TCP", TestType.Latency, Protocol.Tcp),
        ("ping", TestType.Latency, Protocol.Icmp),
    ];

    public async Task<MarkdownTable> RunAsync(CancellationToken cancellationToken)
    {
        var root = RepositoryRoot.Find();
        var results = Directory.CreateTempSubdirectory("perftests-");
        try
        {
            var plan = SessionPlan.Load(new SessionOptions { ConfigDir = Path.Combine(root, "config"), ResultDir = results.FullName });
            var cases = Kinds
                .Select(kind =>
                    (
                        kind.Name,
                        Case: plan.Cases.First(perfCase =>
                            perfCase.Arm == Arm.Ebpf && perfCase.Workload.Type == kind.Type && perfCase.Workload.Protocol == kind.Protocol
                        )
                    )
                )
                .ToList();
            var environments = cases.Select(entry => entry.Case.Environment).DistinctBy(environment => environment.Id).ToList();

            await using var source = new LabHostSource();
            await source.PrepareAsync([.. environments.SelectMany(environment => environment.Hosts)], cancellationToken);
            var table = new MarkdownTable(
                $"One run beyond its load, {Repetitions} times, in seconds",
                "load",
                "arm",
                "min",
                "median",
                "max",
                "tool start, median",
                "tool stop, median"
            );
            foreach (var transport in (Transport[])[Transport.SshNet, Transport.OpenSsh])
                await MeasureAsync(new TransportSource(source, transport), transport);
            return table;

            async Task MeasureAsync(IHostSource over, Transport transport)
            {
                await using var hosts = await SessionHosts.OpenAsync(
                    environments,
                    [.. cases.Select(entry => entry.Case)],
                    over,
                    cancellationToken
                );
                await using var hooks = await SessionHooks.EnterAsync(
                    plan,
                    [.. cases.Select(entry => entry.Case)],
                    hosts,
                    over,
                    [],
                    new SilentLog(),
                    time,
                    cancellationToken
                );
                var executor = new RunExecutor(
                    hosts,
                    hooks,
                    new ToolDeployment([root]),
                    new ResultTree(results.FullName),
                    plan.Config.Monitoring,
                    plan.Config.Thresholds.Validity,
                    time
                );
                var all = Enum.GetValues<Arm>().ToDictionary(arm => arm, _ => new Timings());
                foreach (var (name, perfCase) in cases)
                    await RunAsync(executor, perfCase, $"{name}, {transport}", table, all, cancellationToken);
                foreach (var (arm, timings) in all)
                    table.Add([$"all, {transport}", arm == Arm.Baseline ? "baseline" : "with a tool", .. timings.Range(), "", ""]);
            }
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    private async Task RunAsync(
        RunExecutor executor,
        PerfCase perfCase,
        string name,
        MarkdownTable table,
        Dictionary<Arm, Timings> all,
        CancellationToken cancellationToken
    )
    {
        var arms = Enum.GetValues<Arm>().ToDictionary(arm => arm, _ => (Beyond: new Timings(), Start: new Timings(), Stop: new Timings()));
        // Turn by turn, as in a case. The first of each opens connections and copies the tool: it does not count.
        for (var i = 0; i <= Repetitions; i++)
        {
            foreach (var (arm, timings) in arms)
            {
                var started = time.GetTimestamp();
                var outcome = await executor.ExecuteAsync(perfCase, arm, RunPurpose.Measurement, cancellationToken);
                var wall = time.GetElapsedTime(started).TotalSeconds;
                var run = outcome.IsGood
                    ? outcome.Record.Execution
                    : throw new InvalidOperationException($"{perfCase.Name}: {outcome.Error}");
                if (i == 0)
                    continue;
                var beyond = wall - run.LoadSeconds - run.ToolStartSeconds - run.ToolStopSeconds;
                timings.Beyond.Add(beyond);
                all[arm].Add(beyond);
                timings.Start.Add(run.ToolStartSeconds);
                timings.Stop.Add(run.ToolStopSeconds);
            }
        }
        foreach (var (arm, timings) in arms)
        {
            table.Add([
                name,
                arm == Arm.Baseline ? "baseline" : perfCase.Tool!.Spec.Id,
                .. timings.Beyond.Range(),
                .. arm == Arm.Baseline ? (string[])["", ""] : [timings.Start.Median(), timings.Stop.Median()],
            ]);
        }
    }
}
