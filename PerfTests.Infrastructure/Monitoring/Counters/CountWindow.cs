namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>The time from just before the load until just after it, on the clock of the host whose events are counted.</summary>
/// <param name="UnsureSeconds">How far it may be off, because the hosts' clocks are known so well and no better.</param>
internal sealed record CountWindow(DateTimeOffset Start, DateTimeOffset End, double UnsureSeconds)
{
    // Clocks that differ by more would count a visible part of something else than the load.
    private const double MostUnsure = 0.05;

    /// <summary>How long a load must last so that it can be told from what comes before and after it.</summary>
    public double NeededSeconds => UnsureSeconds / MostUnsure;

    public double Seconds => (End - Start).TotalSeconds;
}
