namespace PerfTests.Infrastructure.Tests;

/// <summary>A clock that a test moves.</summary>
internal sealed class ManualTime(DateTimeOffset? start = null) : TimeProvider
{
    private DateTimeOffset _now = start ?? DateTimeOffset.UnixEpoch.AddDays(20_000);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(double seconds) => _now = _now.AddSeconds(seconds);

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;
}
