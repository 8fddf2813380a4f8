using System.Runtime.InteropServices;

namespace PerfTests.Infrastructure.Statistics;

/// <summary>
/// Mean over n rounds of what the runs of one arm differ from those of the other, each with each, with one-sided bounds.
/// </summary>
/// <remarks>
/// A round <c>B T T B</c> gives four differences, t - b, t - b', t' - b and t' - b'. A bad run spoils two of them, on opposite sides for
/// the two arms, so chance outliers leave the middle of all 4n where it is. What is alike within a round is not counted as often as it
/// comes: the standard error is that of the rounds' own means, which are independent,
/// <code>SE = s / sqrt(n)      s: standard deviation of the n means</code>
/// whatever runs of a round share: a start of the tool, a baseline, an effect of their place. What is shared must not be far more
/// skewed or larger than what is not, for then cutting takes whole rounds. For the trimmed mean each difference that is
/// cut is replaced by the nearest kept one before its round's mean is taken (Winsorized), and s by s / 0.6, as in
/// <see cref="TrimmedMean"/>. The bounds are Student's with n - 1 degrees of freedom, n - 2 for the trimmed mean: cutting costs one, as
/// simulated; with n - 1 the bounds of five rounds would err up to twice as often as they may.
/// </remarks>
/// <param name="Count">Number of rounds.</param>
/// <param name="Mean">Mean of the differences.</param>
/// <param name="StandardError">NaN for a single round.</param>
/// <param name="DegreesOfFreedom">Of the bounds; there are none under one.</param>
internal sealed record RoundMean(int Count, double Mean, double StandardError, int DegreesOfFreedom)
{
    /// <summary>The mean without the lowest and the highest fifth of all differences.</summary>
    /// <param name="rounds">The differences of each round; at least one round, each with as many.</param>
    public static RoundMean Trimmed(IReadOnlyList<double[]> rounds)
    {
        var all = new List<double>(rounds.Count * rounds[0].Length);
        foreach (var round in rounds)
            all.AddRange(round);
        var trimmed = TrimmedMean.OfSorting(CollectionsMarshal.AsSpan(all));
        var means = new double[rounds.Count];
        for (var i = 0; i < means.Length; i++)
        {
            foreach (var difference in rounds[i])
                means[i] += Math.Clamp(difference, trimmed.Lowest, trimmed.Highest) / rounds[i].Length;
        }
        return new(
            rounds.Count,
            trimmed.Mean,
            StandardErrorOf(StandardDeviation.Of(means) / trimmed.KeptShare, rounds.Count),
            rounds.Count - 2
        );
    }

    /// <summary>The mean of all differences, outliers included.</summary>
    /// <inheritdoc cref="Trimmed"/>
    public static RoundMean Plain(IReadOnlyList<double[]> rounds)
    {
        double[] means = [.. rounds.Select(ArithmeticMean.Of)];
        return new(rounds.Count, ArithmeticMean.Of(means), StandardErrorOf(StandardDeviation.Of(means), rounds.Count), rounds.Count - 1);
    }

    /// <summary>Standard error over rounds whose means have a given standard deviation.</summary>
    private static double StandardErrorOf(double standardDeviation, int rounds) => standardDeviation / Math.Sqrt(rounds);

    /// <summary>Distance of each one-sided bound from the mean; null where so few rounds have none.</summary>
    /// <param name="alpha">Probability that the truth is beyond the bound, between 0 and 0.5.</param>
    public double? Margin(double alpha) => Margin(StandardError, DegreesOfFreedom, alpha);

    /// <summary>That of the trimmed mean of so many rounds, whose means have a given standard deviation.</summary>
    /// <inheritdoc cref="Margin(double)"/>
    public static double? TrimmedMargin(double standardDeviation, int rounds, double alpha) =>
        Margin(StandardErrorOf(standardDeviation, rounds), rounds - 2, alpha);

    private static double? Margin(double standardError, int degreesOfFreedom, double alpha) =>
        degreesOfFreedom < 1 ? null : StudentQuantile.At(1 - alpha, degreesOfFreedom) * standardError;
}
