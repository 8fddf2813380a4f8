using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>A host in one role, right before and right after a load.</summary>
/// <param name="Role"><c>server</c>, <c>client</c> or <c>tool_host</c>.</param>
/// <param name="Interface">Name of its test interface; null where the load does not end there.</param>
internal sealed record HostLook(
    string Role,
    string HostId,
    string? Interface,
    CounterSnapshot Before,
    CounterSnapshot After,
    HostState? StateBefore,
    HostState? StateAfter
)
{
    /// <param name="before">What <see cref="HostState.Look"/> printed before the load.</param>
    /// <param name="after">The same after it.</param>
    /// <exception cref="FormatException">The counters are not whole.</exception>
    public static HostLook Of(string role, string hostId, string? networkInterface, string before, string after) =>
        new(role, hostId, networkInterface, CounterSnapshot.Parse(before), CounterSnapshot.Parse(after), State(before), State(after));

    // What could disturb is told or not; a host that tells it badly is one that does not tell it.
    private static HostState? State(string text)
    {
        try
        {
            return HostState.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
