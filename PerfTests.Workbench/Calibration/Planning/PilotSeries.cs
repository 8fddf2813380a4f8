using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>Neighbouring baseline runs of one workload with one duration.</summary>
/// <param name="Runs">The good ones, in order of time.</param>
/// <param name="RunSeconds">What a run took, on average, with everything around its load.</param>
internal sealed record PilotSeries(PerfCase Case, IReadOnlyList<RunRecord> Runs, double RunSeconds)
{
    // Differences of neighbours with alternating signs have a correlation of 1/2 with the next one: fewer of them are worth something.
    private const double Correlation = 0.5;

    /// <summary>The noise of a metric; null when there are too few runs, or one lacks it.</summary>
    public NoiseFloor? Floor(Metric metric) =>
        Runs.All(run => run.Metrics.ContainsKey(metric.Name))
            ? NoiseFloor.Of(metric, [.. Runs.Select(run => run.Metrics[metric.Name])])
            : null;

    /// <summary>How well that noise is known.</summary>
    public DeviationInterval Interval => DeviationInterval.For(Math.Max(1, (Runs.Count - 1) / (1 + (2 * Correlation * Correlation))));
}
