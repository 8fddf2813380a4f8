using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Workbench.RuleStudy.Rivals;

/// <summary>Mean of the log ratios of n chained rounds <c>B T B T … B</c>, with its standard error.</summary>
/// <remarks>
/// Neighbouring rounds share a baseline run, so their log ratios d = t - (b + b') / 2 are correlated and s / sqrt(n) is too
/// small. For independent runs of equal variance σ²:
/// <code>
/// Var(d)       = σ² + 2 σ²/4             = 3/2 σ²
/// Cov(d, next) = (-1/2)(-1/2) σ²         = 1/4 σ²
/// Var(mean)    = (3/2 n + 2 (n-1)/4) σ² / n²              = (4n - 1) / (2 n²) σ²
/// E[s²]        = n (3/2 σ² - Var(mean)) / (n - 1)         = (3n - 1) / (2 n) σ²
/// Var(mean)    = E[s²]/n × (4n - 1) / (3n - 1)
/// </code>
/// so the standard error is s / sqrt(n) × sqrt((4n - 1) / (3n - 1)). Rounds that share no baseline (after a dropped one) make
/// it a little too large, never too small.
/// </remarks>
internal sealed record ChainedMean
{
    private ChainedMean(int count, double mean, double standardError) => (Count, Mean, StandardError) = (count, mean, standardError);

    public int Count { get; }

    public double Mean { get; }

    /// <summary>NaN for a single round.</summary>
    public double StandardError { get; }

    /// <param name="logRatios">One value a round, in order of time; at least one.</param>
    public static ChainedMean Of(IReadOnlyList<double> logRatios) =>
        new(logRatios.Count, ArithmeticMean.Of(logRatios), StandardErrorOf(StandardDeviation.Of(logRatios), logRatios.Count));

    /// <summary>Standard error of the mean of chained rounds whose log ratios have a given standard deviation.</summary>
    public static double StandardErrorOf(double standardDeviation, int count) =>
        standardDeviation / Math.Sqrt(count) * Math.Sqrt((4.0 * count - 1) / (3.0 * count - 1));
}
