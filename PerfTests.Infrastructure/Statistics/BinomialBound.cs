using MathNet.Numerics.Distributions;

namespace PerfTests.Infrastructure.Statistics;

/// <summary>Exact bound of a rate (Clopper and Pearson, 1934).</summary>
internal static class BinomialBound
{
    /// <summary>The largest rate under which so few hits in so many trials are not less likely than 1 - confidence.</summary>
    /// <returns>Between 0 and 1; 1 when nothing was tried or every trial hit.</returns>
    public static double Upper(int hits, int trials, double confidence) =>
        hits >= trials ? 1 : Beta.InvCDF(hits + 1, trials - hits, confidence);
}
