using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>Names of metrics in the order of every report: known ones as <see cref="Metric.All"/> has them, then others by name.</summary>
internal static class MetricOrder
{
    public static IReadOnlyList<string> Of(IEnumerable<string> names)
    {
        var distinct = names.ToHashSet();
        var known = Metric.All.Select(metric => metric.Name).Where(distinct.Contains).ToList();
        return [.. known, .. distinct.Except(known).Order(StringComparer.Ordinal)];
    }
}
