namespace PerfTests.Infrastructure.Tests.Reporting.Allure;

/// <summary>A clock that goes on by one second whenever it is read.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private int _seconds;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(Interlocked.Increment(ref _seconds));
}
