namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>The time in which the load surely ran, on the clock of the host whose samples are taken.</summary>
internal sealed record LoadWindow(DateTimeOffset Start, DateTimeOffset End)
{
    // Monitors stamp their rows with whole seconds: a row says when it was taken to within one.
    private static readonly TimeSpan StampLength = TimeSpan.FromSeconds(1);

    /// <summary>A window of the controller's clock on that of a host, shrunk by what is not known of the clocks.</summary>
    public static LoadWindow On(ClockOffset host, DateTimeOffset start, DateTimeOffset end, double uncertaintySeconds)
    {
        var unsure = TimeSpan.FromSeconds(host.UncertaintySeconds + uncertaintySeconds);
        return new LoadWindow(host.ToHost(start) + unsure, host.ToHost(end) - unsure);
    }

    /// <summary>Whether the load ran in the whole interval that a row tells of: from one interval before it was taken until then.</summary>
    public bool Covers(MonitorSample sample, TimeSpan interval) =>
        sample.Time?.Near(Start) is { } time && time - interval >= Start && time + StampLength <= End;
}
