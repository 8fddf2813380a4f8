namespace PerfTests.Infrastructure.Monitoring;

/// <summary>The time from just before the load until just after it, on the clock of the host whose events are counted.</summary>
/// <param name="UnsureSeconds">How far it may be off, because the hosts' clocks are known so well and no better.</param>
internal sealed record CountWindow(DateTimeOffset Start, DateTimeOffset End, double UnsureSeconds)
{
    public double Seconds => (End - Start).TotalSeconds;
}
