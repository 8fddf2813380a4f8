namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>When a command was sent to a host and when its answer was there, on the controller's clock.</summary>
internal sealed record ClockTrip(DateTimeOffset Sent, DateTimeOffset Received)
{
    /// <summary>Runs a command and takes its times.</summary>
    public static async Task<(T Result, ClockTrip Trip)> TimeAsync<T>(Func<Task<T>> command, TimeProvider time)
    {
        var sent = time.GetUtcNow();
        var result = await command();
        return (result, new ClockTrip(sent, time.GetUtcNow()));
    }
}
