namespace PerfTests.Infrastructure.Monitoring.Formats;

/// <summary>One event in one interval of <c>perf stat -I</c>.</summary>
/// <param name="EndSeconds">End of the interval, since perf began.</param>
/// <param name="Count">Null when it was not counted.</param>
/// <param name="NotCounted">What perf says instead, such as <c>&lt;not supported&gt;</c>.</param>
/// <param name="CountedPercent">Part of the interval in which it was counted.</param>
internal sealed record PerfStatRow(double EndSeconds, string Event, double? Count, string? NotCounted, double CountedPercent)
{
    /// <summary>
    /// Whether the row tells of an event by its plain name; processors with two kinds of cores have it once for each, as in
    /// <c>cpu_core/cycles/</c>.
    /// </summary>
    public bool IsOf(string name) =>
        Event == name
        || (Event.EndsWith($"/{name}/", StringComparison.Ordinal) && Event.AsSpan(0, Event.Length - name.Length - 2).IndexOf('/') < 0);
}
