using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis;

/// <summary>How far equal baseline runs of a case differ, and the smallest overhead that this lets a case show.</summary>
/// <param name="Worse">Direction in which the metric is worse.</param>
/// <param name="StandardDeviation">Of the log ratio of a baseline run against the baselines on both sides of it.</param>
internal sealed record NoiseFloor(WorseDirection Worse, double StandardDeviation)
{
    private const int FewestRatios = 3;

    /// <summary>
    /// The noise floor from the chain of distinct baseline runs, each inner one taken against its two neighbours. Their log
    /// ratios have the variance of a round's (3/2 σ²) and a true mean of zero, so the root mean square is their deviation,
    /// whatever the correlation between them.
    /// </summary>
    /// <returns>Null under three inner baseline runs with usable values.</returns>
    public static NoiseFloor? Of(Metric metric, IReadOnlyList<RoundRecord> validRounds, bool middleIsBaseline)
    {
        var chain = BaselineChain.Of(metric.Name, validRounds, middleIsBaseline);
        var ratios = Enumerable.Range(1, Math.Max(0, chain.Count - 2))
            .Select(i => Overhead.LogRatio(metric.Worse, new RoundValues(chain[i - 1], chain[i], chain[i + 1])))
            .OfType<double>().ToList();
        return ratios.Count < FewestRatios ? null : new NoiseFloor(metric.Worse, RootMeanSquare.Of(ratios));
    }

    /// <summary>Spread of one round, in percent.</summary>
    public double RoundPercent => Overhead.Percent(Worse, StandardDeviation);

    /// <summary>
    /// Smallest overhead whose one-sided bound is expected to clear zero after so many rounds, in percent; null for a single round.
    /// </summary>
    public double? SmallestOverheadPercent(int rounds, double alpha) =>
        ChainedMean.MarginOf(ChainedMean.StandardErrorOf(StandardDeviation, rounds), rounds, alpha) is { } margin
            ? Overhead.Percent(Worse, margin)
            : null;
}
