using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Monitoring.Formats;

/// <summary>What of perf's intervals falls into the load, by event.</summary>
internal static class PerfStatCounts
{
    // The load's ends lie within intervals, whose counts are shared out by time.
    private const double LongestInterval = 0.25;

    /// <summary>What perf adds to the name of an event when the login must not count the kernel.</summary>
    public const string UserOnly = ":u";

    /// <returns>The count, or why there is none.</returns>
    public static (EventCount? Count, string? Problem) Of(
        string name,
        DateTimeOffset began,
        IReadOnlyList<PerfStatRow> rows,
        CountWindow window
    )
    {
        var own = rows.Where(row => row.IsOf(name)).ToList();
        if (own.Count == 0)
            return (
                null,
                rows.Any(row => row.Event == name + UserOnly)
                    ? $"the login may count {name} outside of the kernel only"
                    : $"perf says nothing of {name}"
            );
        var intervals = own.GroupBy(row => row.EndSeconds).ToList();
        var (from, to) = ((window.Start - began).TotalSeconds, (window.End - began).TotalSeconds);
        if (from < 0)
            return (null, Say($"perf began to count {name} {-from:F2} s after the load"));
        if (to > intervals[^1].Key)
            return (null, Say($"perf ended to count {name} {to - intervals[^1].Key:F2} s before the load did"));
        var (sum, percent, start) = (0.0, 100.0, 0.0);
        foreach (var interval in intervals)
        {
            var end = interval.Key;
            var inside = Math.Min(end, to) - Math.Max(start, from);
            if (inside > 0)
            {
                if (interval.FirstOrDefault(row => row.Count is null) is { } silent)
                    return (null, $"perf says {silent.NotCounted} for {silent.Event}");
                if (interval.Count() != intervals[0].Count())
                    return (null, $"perf leaves {name} out in some intervals");
                if (end - start > LongestInterval * window.Seconds)
                    return (null, Say($"perf's intervals of {end - start:F2} s are too long for a load of {window.Seconds:F1} s"));
                sum += interval.Sum(row => row.Count!.Value) * inside / (end - start);
                percent = Math.Min(percent, interval.Min(row => row.CountedPercent));
            }
            start = end;
        }
        return percent > 0 ? (new EventCount(sum, percent), null) : (null, $"perf had no counter for {name}");
    }

    private static string Say(FormattableString text) => text.ToString();
}
