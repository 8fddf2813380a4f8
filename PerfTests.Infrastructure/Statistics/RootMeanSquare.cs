namespace PerfTests.Infrastructure.Statistics;

internal static class RootMeanSquare
{
    /// <summary>The standard deviation of values whose true mean is known to be zero.</summary>
    public static double Of(IReadOnlyList<double> values) => Math.Sqrt(values.Sum(value => value * value) / values.Count);
}
