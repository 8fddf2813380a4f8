using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>Overhead of a single round, for showing rounds one by one.</summary>
internal static class RoundOverhead
{
    /// <summary>
    /// Relative change of the middle run against the geometric mean of its neighbours, in percent, positive is worse;
    /// null where no ratio can be formed or the metric is not compared.
    /// </summary>
    public static double? Percent(RoundValues values, string metricName)
    {
        var ratio = values.Middle / Math.Sqrt(values.Before * values.After);
        if (!double.IsFinite(ratio) || ratio <= 0 || values.Before <= 0)
            return null;
        return Metric.Find(metricName)?.Worse switch
        {
            WorseDirection.Lower => (1 - ratio) * 100,
            WorseDirection.Higher => (ratio - 1) * 100,
            _ => null,
        };
    }
}
