using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Cases;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Workbench.Calibration.Noise;

/// <summary>Makes blocks of bare client commands and of the suite's own baseline runs in turn, so that both see the same host.</summary>
/// <param name="file">Where the report is kept; rewritten whole after each load.</param>
/// <param name="limit">Time for all loads together; each gets its part, and two blocks of each kind whatever that takes.</param>
internal sealed class NoiseSeries(TestSession session, string file, TimeSpan limit, ICaseLog log, TimeProvider time)
{
    // A host is the same for about as long.
    private const double BlockSeconds = 10;
    private const int FewestRounds = 2;
    private const int MostRounds = 25;
    private const int FewestPairs = 2;

    private readonly long _started = time.GetTimestamp();
    private readonly List<NoisyWorkload> _workloads = [];
    private readonly List<NoisyTool> _tools = [];

    private double Alpha => 1 - session.Plan.Config.Thresholds.Confidence;

    /// <summary>The loads that are done.</summary>
    public NoiseReport Report => new() { Workloads = [.. _workloads], Tools = [.. _tools] };

    /// <param name="cases">Baseline cases, then the tool cases whose rounds are asked for.</param>
    /// <exception cref="CalibrationFailedException">A load does not run here.</exception>
    public async Task MakeAsync(IReadOnlyList<PerfCase> cases, CancellationToken cancellationToken)
    {
        foreach (var (index, perfCase) in cases.Index())
        {
            var elapsed = time.GetElapsedTime(_started);
            var end = elapsed + ((limit - elapsed) / (cases.Count - index));
            await session.CalibrateAsync(
                perfCase,
                log,
                async executor =>
                {
                    if (perfCase.Tool is null)
                        _workloads.Add(await CompareAsync(executor, perfCase, end, cancellationToken));
                    else
                        _tools.Add(await RoundsAsync(executor, perfCase, end, cancellationToken));
                },
                cancellationToken
            );
            await JsonFiles.WriteAsync(file, Report, JsonFiles.CamelCase, CancellationToken.None);
            var line = perfCase.Tool is null ? NoiseTable.Line(_workloads[^1]) : NoiseTable.Line(_tools[^1]);
            log.Line($"[{index + 1}/{cases.Count}] {line}");
        }
    }

    private async Task<NoisyTool> RoundsAsync(RunExecutor executor, PerfCase perfCase, TimeSpan end, CancellationToken cancellationToken)
    {
        var conditions = await CaseConditions.ReadAsync(perfCase, executor, cancellationToken);
        var rounds = new CaseRounds(executor, conditions, session.Store, perfCase, log);
        var evidence = new CaseEvidence
        {
            Case = perfCase.Name,
            TestType = perfCase.Workload.Type,
            IsBaseline = false,
            Rounds = [],
        };
        var began = time.GetTimestamp();
        await using var servers = executor.KeepServers(perfCase);
        while (evidence.Rounds.Count < FewestRounds || time.GetElapsedTime(_started) < end)
        {
            var round = await rounds.InterleavedAsync(evidence, cancellationToken);
            if (round.Record.DroppedBecause is { } because)
                throw new CalibrationFailedException($"{perfCase.Name}: {because}");
            evidence = evidence with { Rounds = [.. evidence.Rounds, round.Record] };
        }
        var metric = Metric.Primary(perfCase.Workload.Type);
        return NoisyTool.Of(perfCase.Name, metric, evidence.Rounds, time.GetElapsedTime(began).TotalSeconds, Alpha);
    }

    private async Task<NoisyWorkload> CompareAsync(
        RunExecutor executor,
        PerfCase perfCase,
        TimeSpan end,
        CancellationToken cancellationToken
    )
    {
        var (server, client) = (session.Host(perfCase.Environment.Server.Host), session.Host(perfCase.Environment.Client.Host));
        var loop = new BareLoop(LoadPlan.Of(perfCase), server, client, time);
        // A block is whole rounds.
        var rounds = (int)(BlockSeconds / CaseEstimate.LoadSeconds(perfCase.Workload) / RoundShape.Runs);
        var length = RoundShape.Runs * Math.Clamp(rounds, FewestRounds, MostRounds);
        var (bare, suite) = (new Blocks(), new Blocks());
        for (var pair = 0; pair < FewestPairs || time.GetElapsedTime(_started) + (bare.Last + suite.Last) < end; pair++)
        {
            // In turn: what changes steadily meanwhile must not look like a difference between the two.
            foreach (var isBare in pair % 2 == 0 ? new[] { true, false } : [false, true])
            {
                if (isBare)
                    await bare.AddAsync(() => LoopAsync(loop, perfCase, length, cancellationToken), time);
                else
                    await suite.AddAsync(() => SuiteAsync(executor, perfCase, length, cancellationToken), time);
            }
        }
        var metric = bare.Has(Metric.Primary(perfCase.Workload.Type).Name)
            ? Metric.Primary(perfCase.Workload.Type).Name
            : Metric.Throughput.Name;
        return new NoisyWorkload(perfCase.Name, metric, bare.Figures(metric, Alpha), suite.Figures(metric, Alpha));
    }

    private static async Task<(IReadOnlyList<IReadOnlyDictionary<string, double>>, double)> LoopAsync(
        BareLoop loop,
        PerfCase perfCase,
        int length,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await loop.RunAsync(length, cancellationToken);
        }
        catch (LoadFailedException exception)
        {
            throw new CalibrationFailedException($"{perfCase.Name}: {exception.Message}");
        }
    }

    private async Task<(IReadOnlyList<IReadOnlyDictionary<string, double>>, double)> SuiteAsync(
        RunExecutor executor,
        PerfCase perfCase,
        int length,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        var runs = new List<IReadOnlyDictionary<string, double>>();
        await using var servers = executor.KeepServers(perfCase);
        while (runs.Count < length)
        {
            var run = await executor.ExecuteAsync(perfCase, Arm.Baseline, RunPurpose.Measurement, cancellationToken);
            // One that breaks a limit of a validity rule counts in no round, and is none here: what was around it is no neighbour.
            if (run.Record.Metrics.Count == 0 && run.Record.Execution.Broken.Count == 0)
                throw new CalibrationFailedException($"{perfCase.Name}: {run.Error}");
            runs.Add(run.Record.Metrics);
        }
        return (runs, time.GetElapsedTime(began).TotalSeconds / length);
    }

    private sealed class Blocks
    {
        private readonly List<IReadOnlyList<IReadOnlyDictionary<string, double>>> _runs = [];
        private readonly List<double> _secondsPerRun = [];

        /// <summary>What the last block took.</summary>
        public TimeSpan Last { get; private set; }

        public async Task AddAsync(
            Func<Task<(IReadOnlyList<IReadOnlyDictionary<string, double>> Runs, double SecondsPerRun)>> make,
            TimeProvider time
        )
        {
            var began = time.GetTimestamp();
            var (runs, seconds) = await make();
            _runs.Add(runs);
            _secondsPerRun.Add(seconds);
            Last = time.GetElapsedTime(began);
        }

        public bool Has(string metric) => _runs.SelectMany(block => block).All(run => run.ContainsKey(metric));

        public NoiseFigures Figures(string metric, double alpha) =>
            NoiseFigures.Of(
                [
                    .. _runs.SelectMany(block =>
                        NoiseFigures.Neighbours(block.Select(run => run.TryGetValue(metric, out var value) ? value : (double?)null))
                    ),
                ],
                _secondsPerRun.Average(),
                alpha
            );
    }
}
