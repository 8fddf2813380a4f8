namespace PerfTests.Infrastructure.Statistics;

internal static class ArithmeticMean
{
    public static double Of(IReadOnlyList<double> values) => values.Sum() / values.Count;
}
