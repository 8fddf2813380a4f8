namespace PerfTests.Infrastructure.Statistics;

internal static class Median
{
    /// <summary>The middle value, or the mean of the two in the middle; NaN without values.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
