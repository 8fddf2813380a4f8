using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>What the monitors of a run add to the load's own figures.</summary>
/// <param name="ToolHost">Counters of a third host that runs the tool; null when there is none.</param>
/// <param name="Events">What was counted while the load ran, by role.</param>
internal sealed record MonitoredLoad(HostCounters? ToolHost, IReadOnlyDictionary<string, IReadOnlyDictionary<string, EventCount>> Events)
{
    public static MonitoredLoad None { get; } = new(null, new Dictionary<string, IReadOnlyDictionary<string, EventCount>>());
}
