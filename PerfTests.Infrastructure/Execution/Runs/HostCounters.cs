using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>Counters of a host before and after the load, as printed, and what tells its clock.</summary>
/// <param name="ClockBefore">Whether the clock was asked by a command that ran around the whole load, or by the second look alone.</param>
internal sealed record HostCounters(string Before, string After, ClockTrip Trip, bool ClockBefore)
{
    /// <exception cref="FormatException">The counters are not whole.</exception>
    public (CounterSnapshot Before, CounterSnapshot After, ClockOffset Clock) Read()
    {
        var (before, after) = (CounterSnapshot.Parse(Before), CounterSnapshot.Parse(After));
        return (before, after, ClockOffset.Of(Trip.Sent, ClockBefore ? before.Time : after.Time, after.Time, Trip.Received));
    }
}
