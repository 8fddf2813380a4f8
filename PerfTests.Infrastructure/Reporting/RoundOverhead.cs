using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>Overhead of a single round, for showing rounds one by one.</summary>
internal static class RoundOverhead
{
    /// <summary>In percent, positive is worse; null where no ratio can be formed or the metric is not compared.</summary>
    public static double? Percent(RoundValues values, string metricName) =>
        Metric.Find(metricName)?.Worse is { } worse && Overhead.LogRatio(worse, values) is { } logRatio
            ? Overhead.Percent(worse, logRatio)
            : null;
}
