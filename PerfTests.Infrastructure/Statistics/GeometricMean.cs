namespace PerfTests.Infrastructure.Statistics;

internal static class GeometricMean
{
    /// <summary>exp of the mean logarithm, so that no product can overflow; NaN unless every value is over zero.</summary>
    public static double Of(IReadOnlyList<double> values) => Math.Exp(values.Sum(Math.Log) / values.Count);
}
