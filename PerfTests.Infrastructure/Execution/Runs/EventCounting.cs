namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>
/// Which hosts of a session count events: on one that has no counters, perf would only be noise beside the loads that follow.
/// </summary>
internal sealed class EventCounting
{
    private readonly Dictionary<string, bool> _counted = new(StringComparer.Ordinal);

    /// <summary>Whether a host counts, as far as is known.</summary>
    public bool IsPossible(string hostId) => _counted.GetValueOrDefault(hostId, true);

    /// <param name="counted">Whether a run in which it was asked to count has shown that it can.</param>
    public void Learn(string hostId, bool counted) => _counted[hostId] = counted || (_counted.TryGetValue(hostId, out var did) && did);
}
