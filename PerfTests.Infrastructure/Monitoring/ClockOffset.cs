namespace PerfTests.Infrastructure.Monitoring;

/// <summary>A host's clock against another one: the controller's, unless something else is said.</summary>
/// <param name="Seconds">The host's clock minus the other one: positive where it is ahead.</param>
/// <param name="UncertaintySeconds">Bound of the error: half the round trip, less the time that the host is known to have taken.</param>
internal sealed record ClockOffset(double Seconds, double UncertaintySeconds)
{
    /// <summary>The offset from one exchange, as NTP computes it (RFC 5905, section 8).</summary>
    /// <param name="sent">When the controller sent a command, on its clock.</param>
    /// <param name="first">The host's clock at its first look, after the command came.</param>
    /// <param name="last">The host's clock at its last look, before it answered.</param>
    /// <param name="received">When the controller had the answer, on its clock.</param>
    public static ClockOffset Of(DateTimeOffset sent, DateTimeOffset first, DateTimeOffset last, DateTimeOffset received) =>
        new(((first - sent) + (last - received)).TotalSeconds / 2, Math.Abs(((received - sent) - (last - first)).TotalSeconds) / 2);

    /// <summary>The first host's clock against the second one's, from those of both against the controller's.</summary>
    public static ClockOffset operator -(ClockOffset first, ClockOffset second) =>
        new(first.Seconds - second.Seconds, first.UncertaintySeconds + second.UncertaintySeconds);

    /// <summary>Whether the clocks differ by more than a limit beyond doubt.</summary>
    public bool Exceeds(double limitSeconds) => Math.Abs(Seconds) - UncertaintySeconds > limitSeconds;

    /// <summary>A moment of the host's clock on the controller's.</summary>
    public DateTimeOffset ToController(DateTimeOffset hostTime) => hostTime.AddSeconds(-Seconds);

    /// <summary>A moment of the controller's clock on the host's.</summary>
    public DateTimeOffset ToHost(DateTimeOffset controllerTime) => controllerTime.AddSeconds(Seconds);

    public override string ToString() => $"{Seconds * 1000:+0.0;-0.0;0.0} ms ± {UncertaintySeconds * 1000:0.0} ms";
}
