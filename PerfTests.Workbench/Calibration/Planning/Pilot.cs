using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>Makes short series of baseline runs, which tell how far equal runs differ and what a run costs beyond its load.</summary>
internal sealed class Pilot(TestSession session, TimeSpan limit, ICaseLog log, TimeProvider time)
{
    /// <summary>Fewest runs that say anything of their spread.</summary>
    public const int FewestRuns = 7;

    // More would sharpen one series at the cost of the others.
    private const int MostRuns = 41;
    private const int MostFailures = 3;
    private const double LongestBesideSeconds = 1;

    private readonly long _started = time.GetTimestamp();

    /// <summary>
    /// The durations that a pilot has the time for: the longest are left out until the fewest runs of every workload fit; the shortest
    /// stays.
    /// </summary>
    public static IReadOnlyList<int> Affordable(IEnumerable<int> seconds, int workloads, TimeSpan limit)
    {
        var kept = seconds.Distinct().Order().ToList();
        while (kept.Count > 1 && workloads * FewestRuns * kept.Sum(each => each + LongestBesideSeconds) > limit.TotalSeconds)
            kept.RemoveAt(kept.Count - 1);
        return kept;
    }

    /// <summary>
    /// A series of each case, each with an equal part of the time that those before it left, but with the fewest runs at least.
    /// </summary>
    /// <param name="cases">Baseline cases: each workload with each duration.</param>
    public async Task<IReadOnlyList<PilotSeries>> MakeAsync(IReadOnlyList<PerfCase> cases, CancellationToken cancellationToken)
    {
        var series = new List<PilotSeries>();
        foreach (var (index, perfCase) in cases.Index())
        {
            var elapsed = time.GetElapsedTime(_started);
            var end = elapsed + ((limit - elapsed) / (cases.Count - index));
            await session.CalibrateAsync(
                perfCase,
                log,
                async executor => series.Add(await RunAsync(executor, perfCase, end, cancellationToken)),
                cancellationToken
            );
            log.Line($"[{index + 1}/{cases.Count}] {perfCase.Name}: {series[^1].Runs.Count} runs of {series[^1].RunSeconds:F1} s");
        }
        return series;
    }

    private async Task<PilotSeries> RunAsync(RunExecutor executor, PerfCase perfCase, TimeSpan end, CancellationToken cancellationToken)
    {
        var runs = new List<RunRecord>();
        var seconds = 0.0;
        var failures = 0;
        await using var servers = executor.KeepServers(perfCase);
        while (
            runs.Count < FewestRuns
            || (runs.Count < MostRuns && time.GetElapsedTime(_started) + TimeSpan.FromSeconds(seconds / runs.Count) < end)
        )
        {
            var began = time.GetTimestamp();
            var run = await executor.ExecuteAsync(perfCase, Arm.Baseline, RunPurpose.Measurement, cancellationToken);
            if (!run.IsGood)
            {
                log.Line($"{perfCase.Name}: {run.Error}");
                // Runs are neighbours: what was before a failed one is not beside what comes after it.
                if (++failures == MostFailures)
                    throw new CalibrationFailedException(
                        $"{perfCase.Name}: {MostFailures} baseline runs failed; the last one: {run.Error}"
                    );
                runs.Clear();
                seconds = 0;
                continue;
            }
            runs.Add(run.Record);
            seconds += time.GetElapsedTime(began).TotalSeconds;
        }
        return new PilotSeries(perfCase, runs, seconds / runs.Count);
    }
}
