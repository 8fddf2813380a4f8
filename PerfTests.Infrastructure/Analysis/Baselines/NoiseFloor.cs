using System.Runtime.InteropServices;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>How far equal baseline runs of a case differ, and the smallest overhead that this lets a case show.</summary>
/// <param name="Worse">Direction in which the metric is worse.</param>
/// <param name="StandardDeviation">Of the log ratio of a baseline run to the next, outliers drawn in as the verdict does.</param>
/// <param name="Step">How coarse the values are, as log ratio: no smaller overhead shows, whatever the rounds.</param>
internal sealed record NoiseFloor(WorseDirection Worse, double StandardDeviation, double Step = 0)
{
    private const int FewestBaselines = 5;

    /// <summary>The noise floor from the baseline runs of rounds.</summary>
    /// <inheritdoc cref="Of(Metric, IReadOnlyList{double})" path="/returns"/>
    public static NoiseFloor? Of(Metric metric, IReadOnlyList<RoundRecord> validRounds, bool middleIsBaseline) =>
        Of(metric, BaselineChain.Of(metric.Name, validRounds, middleIsBaseline));

    /// <summary>
    /// The noise floor from a chain of baseline runs, each compared with the next. The signs alternate, so what every second run has in
    /// common is no noise, as in a round.
    /// </summary>
    /// <returns>Null under five baseline runs with usable values in a row.</returns>
    public static NoiseFloor? Of(Metric metric, IReadOnlyList<double> chain)
    {
        var differences = new List<double>();
        for (var i = 1; i < chain.Count; i++)
            if (Overhead.IsUsable(chain[i - 1]) && Overhead.IsUsable(chain[i]))
                differences.Add((i % 2 == 0 ? 1 : -1) * Math.Log(chain[i] / chain[i - 1]));
        return differences.Count < FewestBaselines - 1
            ? null
            : new NoiseFloor(
                metric.Worse,
                TrimmedMean.OfSorting(CollectionsMarshal.AsSpan(differences)).StandardDeviation,
                ReportedStep.LogRatio(metric, chain)
            );
    }

    /// <summary>Spread of one round, in percent: the means of two runs each vary by σ² where two runs differ by 2 σ².</summary>
    public double RoundPercent => Overhead.Percent(Worse, RoundDeviation);

    private double RoundDeviation => StandardDeviation / Math.Sqrt(2);

    /// <summary>
    /// Smallest overhead whose one-sided bound is expected to clear zero after so many rounds, in percent; null where they are too few.
    /// </summary>
    public double? SmallestOverheadPercent(int rounds, double alpha) =>
        RoundMean.TrimmedMargin(RoundDeviation, rounds, alpha) is { } margin ? Overhead.Percent(Worse, Math.Max(margin, Step)) : null;
}
