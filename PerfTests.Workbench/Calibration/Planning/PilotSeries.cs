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
    public NoiseFloor? Floor(Metric metric) => NoiseFloor.Of(metric, Rounds(), middleIsBaseline: false);

    /// <summary>How well that noise is known.</summary>
    public DeviationInterval Interval => DeviationInterval.For(Math.Max(1, (Runs.Count - 1) / (1 + (2 * Correlation * Correlation))));

    // One long chain, whatever parts of rounds it would be.
    private IReadOnlyList<RoundRecord> Rounds() =>
        Runs.Count == 0
            ? []
            :
            [
                new RoundRecord
                {
                    Number = 1,
                    Baseline = [.. Runs.Select(run => run.Folder)],
                    Middle = [],
                    Values = Runs.Select(run => run.Metrics.Keys)
                        .Aggregate((IEnumerable<string>)Runs[0].Metrics.Keys, (common, names) => common.Intersect(names))
                        .ToDictionary(name => name, name => new RoundValues([.. Runs.Select(run => run.Metrics[name])], [])),
                },
            ];
}
