namespace PerfTests.Infrastructure.Statistics;

internal static class StandardDeviation
{
    /// <summary>Sample standard deviation, with n - 1 in the denominator; NaN under two values.</summary>
    public static double Of(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return double.NaN;
        var mean = ArithmeticMean.Of(values);
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
