using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Workbench.RuleStudy.Rivals;

/// <summary>The bounds of an overhead at an error rate, in logarithms; infinite where so few rounds allow none.</summary>
internal delegate (double Low, double High) Bounds(double alpha);

/// <summary>A way from runs <c>B T T B B T T B …</c> to the bounds of the overhead: the product's, and what it was chosen from.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="BoundsOf">From 4n logarithms of runs to the bounds.</param>
internal sealed record RivalEstimator(string Name, Func<double[], Bounds> BoundsOf)
{
    public const string OfTheProduct = "trimmed mean, each with each";

    public static IReadOnlyList<RivalEstimator> All { get; } =
    [
        new(OfTheProduct, runs => Around(RoundMean.Trimmed([.. Rounds(runs).Select(Each)]))),
        new("mean of rounds", runs => Around(RoundMean.Plain([.. Rounds(runs).Select(Each)]))),
        new("trimmed mean of neighbours", runs => Around(RoundMean.Trimmed([.. Rounds(runs).Select(Neighbours)]))),
        new(
            "trimmed mean of rounds",
            runs =>
                TrimmedMean.OfSorting(Contrasts(runs)) is var trimmed && runs.Length / RoundShape.Runs is var rounds
                    ? Around(trimmed.Mean, alpha => RoundMean.TrimmedMargin(trimmed.StandardDeviation, rounds, alpha))
                    : null!
        ),
        new("Hodges-Lehmann of rounds", runs => HodgesLehmann.Of(Contrasts(runs)).Bounds),
        new("median of rounds", runs => SignTestMedian.Of(Contrasts(runs)).Bounds),
    ];

    private static IEnumerable<double[]> Rounds(double[] runs) => runs.Chunk(RoundShape.Runs);

    private static double[] Each(double[] round) => [round[1] - round[0], round[1] - round[3], round[2] - round[0], round[2] - round[3]];

    private static double[] Neighbours(double[] round) => [round[1] - round[0], round[2] - round[3]];

    private static double[] Contrasts(double[] runs) => [.. Rounds(runs).Select(Each).Select(ArithmeticMean.Of)];

    private static Bounds Around(RoundMean mean) => Around(mean.Mean, mean.Margin);

    private static Bounds Around(double mean, Func<double, double?> marginOf) =>
        alpha => marginOf(alpha) is { } margin ? (mean - margin, mean + margin) : (double.NegativeInfinity, double.PositiveInfinity);
}
