using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Rounds;
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

    /// <summary>The noise of a metric; null when too few runs have it.</summary>
    public NoiseFloor? Floor(Metric metric) => NoiseFloor.Of(metric, Rounds(), middleIsBaseline: true);

    /// <summary>How well that noise is known.</summary>
    public DeviationInterval Interval => DeviationInterval.For(Math.Max(1, (Runs.Count - 1) / (1 + (2 * Correlation * Correlation))));

    private IReadOnlyList<RoundRecord> Rounds() =>
        [
            .. Enumerable
                .Range(0, Math.Max(0, (Runs.Count - 1) / 2))
                .Select(i => (Before: Runs[2 * i], Middle: Runs[(2 * i) + 1], After: Runs[(2 * i) + 2]))
                .Select(
                    (runs, i) =>
                        new RoundRecord
                        {
                            Number = i + 1,
                            BaselineBefore = runs.Before.Folder,
                            Middle = runs.Middle.Folder,
                            BaselineAfter = runs.After.Folder,
                            Values = runs
                                .Before.Metrics.Keys.Where(name =>
                                    runs.Middle.Metrics.ContainsKey(name) && runs.After.Metrics.ContainsKey(name)
                                )
                                .ToDictionary(
                                    name => name,
                                    name => new RoundValues(runs.Before.Metrics[name], runs.Middle.Metrics[name], runs.After.Metrics[name])
                                ),
                        }
                ),
        ];
}
