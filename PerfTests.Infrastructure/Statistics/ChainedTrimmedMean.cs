namespace PerfTests.Infrastructure.Statistics;

/// <summary>
/// Trimmed mean over n chained rounds <c>B T B T … B</c> of each tool run against each baseline beside it, with one-sided bounds.
/// </summary>
/// <remarks>
/// A round gives two differences, t - b and t - b'. A bad run, of either arm, spoils two of the 2n, on opposite sides for the two arms, so
/// chance outliers leave the middle where it is. Neighbouring differences share a run and move together: with independent runs of variance
/// τ² (tool) and σ² (baseline)
/// <code>
/// Var(difference)  = τ² + σ²          Cov(t - b, t - b') = τ²          Cov(t - b', next t - b') = σ²
/// Var(mean)        = (τ² + σ²) / n × (4n - 1) / (4n)          for τ = σ
/// E[s²]            = (τ² + σ²) × (2n - 1) / (2n)              for τ = σ
/// Var(mean)        = E[s²] / 2n × (4n - 1) / (2n - 1)
/// </code>
/// so the standard error is s / sqrt(2n) × sqrt((4n - 1) / (2n - 1)). For many rounds it is right whatever τ and σ are: a tool may make
/// runs
/// steadier or wilder. Rounds that share no baseline, and noise that follows itself slowly, make it a little too large, never too small.
/// The bounds are Student's with n - 1 degrees of freedom: fewer than the differences have when τ = σ, as many as they have when one of
/// the two is zero.
/// </remarks>
internal sealed record ChainedTrimmedMean
{
    private ChainedTrimmedMean(int count, double mean, double standardError) => (Count, Mean, StandardError) = (count, mean, standardError);

    /// <summary>Number of rounds.</summary>
    public int Count { get; }

    public double Mean { get; }

    /// <summary>NaN for no round.</summary>
    public double StandardError { get; }

    /// <param name="rounds">Of each round the difference to the baseline before it and to the one after it; at least one round.</param>
    public static ChainedTrimmedMean Of(IReadOnlyList<(double Before, double After)> rounds)
    {
        var differences = new double[2 * rounds.Count];
        for (var i = 0; i < rounds.Count; i++)
            (differences[2 * i], differences[(2 * i) + 1]) = rounds[i];
        var trimmed = TrimmedMean.OfSorting(differences);
        return new(rounds.Count, trimmed.Mean, StandardErrorOf(trimmed.StandardDeviation, rounds.Count));
    }

    /// <summary>Standard error over chained rounds whose differences have a given standard deviation.</summary>
    public static double StandardErrorOf(double standardDeviation, int rounds) =>
        standardDeviation / Math.Sqrt(2.0 * rounds) * Math.Sqrt((4.0 * rounds - 1) / (2.0 * rounds - 1));

    /// <summary>Distance of each one-sided bound from the mean; null for a single round.</summary>
    /// <param name="alpha">Probability that the truth is beyond the bound, between 0 and 0.5.</param>
    public double? Margin(double alpha) => MarginOf(StandardError, Count, alpha);

    /// <inheritdoc cref="Margin"/>
    public static double? MarginOf(double standardError, int rounds, double alpha) =>
        rounds < 2 ? null : StudentQuantile.At(1 - alpha, rounds - 1) * standardError;
}
