namespace PerfTests.Infrastructure.Statistics;

/// <summary>
/// The difference b - a of two independent means, with a two-sided interval that does not take their variances to be equal.
/// </summary>
/// <remarks>
/// Welch (1947): with standard errors u and v of n and m values,
/// <code>
/// SE = sqrt(u² + v²)
/// df = (u² + v²)² / (u⁴/(n-1) + v⁴/(m-1))
/// </code>
/// and the interval is the difference ± t(df, 1 - α/2) × SE.
/// </remarks>
/// <param name="Mean">b - a.</param>
/// <param name="Margin">Distance of both ends of the interval from the difference; null when a side has fewer than two values.</param>
internal sealed record IndependentDifference(double Mean, double? Margin)
{
    /// <param name="alpha">Probability that the truth is outside the interval, between 0 and 1.</param>
    public static IndependentDifference Of(
        (double Mean, double StandardError, int Count) a,
        (double Mean, double StandardError, int Count) b,
        double alpha
    )
    {
        var difference = b.Mean - a.Mean;
        if (a.Count < 2 || b.Count < 2)
            return new(difference, null);
        var (u, v) = (a.StandardError * a.StandardError, b.StandardError * b.StandardError);
        // Values without any spread leave nothing to be uncertain about.
        if (u + v == 0)
            return new(difference, 0);
        var freedom = (u + v) * (u + v) / ((u * u / (a.Count - 1)) + (v * v / (b.Count - 1)));
        return new(difference, StudentQuantile.At(1 - (alpha / 2), freedom) * Math.Sqrt(u + v));
    }
}
