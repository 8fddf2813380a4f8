using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Workbench.RuleStudy.Rivals;

/// <summary>The bounds of an overhead at an error rate, in logarithms; infinite where so few rounds allow none.</summary>
internal delegate (double Low, double High) Bounds(double alpha);

/// <summary>A way from the runs <c>B T B T … B</c> to the bounds of the overhead: the product's own, and what it was chosen from.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="BoundsOf">From 2n + 1 logarithms of runs to the bounds.</param>
internal sealed record RivalEstimator(string Name, Func<double[], Bounds> BoundsOf)
{
    public const string OfTheProduct = "trimmed mean of neighbours";

    public static IReadOnlyList<RivalEstimator> All { get; } =
    [
        new(
            OfTheProduct,
            runs => ChainedTrimmedMean.Of(Neighbours(runs)) is var mean ? Around(mean.Mean, mean.StandardError, mean.Count) : null!
        ),
        new("mean of rounds", runs => ChainedMean.Of(Rounds(runs)) is var mean ? Around(mean.Mean, mean.StandardError, mean.Count) : null!),
        new(
            "mean of neighbours",
            runs =>
                Flat(Neighbours(runs)) is var all
                    ? Around(
                        ArithmeticMean.Of(all),
                        ChainedTrimmedMean.StandardErrorOf(StandardDeviation.Of(all), all.Length / 2),
                        all.Length / 2
                    )
                    : null!
        ),
        new(
            "trimmed mean of rounds",
            runs =>
                TrimmedMean.OfSorting(Rounds(runs)) is var trimmed
                    ? Around(
                        trimmed.Mean,
                        ChainedMean.StandardErrorOf(trimmed.StandardDeviation, runs.Length / 2),
                        (runs.Length / 2) - (2 * (runs.Length / 2 / 5))
                    )
                    : null!
        ),
        new("Hodges-Lehmann of rounds", runs => HodgesLehmann.Of(Rounds(runs)).Bounds),
        new(
            "Hodges-Lehmann, chain corrected",
            runs => HodgesLehmann.Of(Rounds(runs)) is var estimate ? Widened(estimate.Median, estimate.Bounds, runs.Length / 2) : null!
        ),
        new(
            "median of rounds, chain corrected",
            runs => SignTestMedian.Of(Rounds(runs)) is var estimate ? Widened(estimate.Median, estimate.Bounds, runs.Length / 2) : null!
        ),
    ];

    private static double[] Rounds(double[] runs) =>
        [.. Enumerable.Range(0, runs.Length / 2).Select(i => runs[(2 * i) + 1] - ((runs[2 * i] + runs[(2 * i) + 2]) / 2))];

    private static (double Before, double After)[] Neighbours(double[] runs) =>
        [.. Enumerable.Range(0, runs.Length / 2).Select(i => (runs[(2 * i) + 1] - runs[2 * i], runs[(2 * i) + 1] - runs[(2 * i) + 2]))];

    private static double[] Flat((double Before, double After)[] neighbours) =>
        [.. neighbours.SelectMany(pair => (double[])[pair.Before, pair.After])];

    private static Bounds Around(double centre, double standardError, int count) =>
        alpha =>
            ChainedTrimmedMean.MarginOf(standardError, count, alpha) is { } margin
                ? (centre - margin, centre + margin)
                : (double.NegativeInfinity, double.PositiveInfinity);

    private static Bounds Widened(double centre, Bounds bounds, int rounds)
    {
        var factor = ChainedMean.StandardErrorOf(1, rounds) * Math.Sqrt(rounds);
        return alpha =>
            bounds(alpha) is var (low, high) ? (centre - (factor * (centre - low)), centre + (factor * (high - centre))) : default;
    }
}
