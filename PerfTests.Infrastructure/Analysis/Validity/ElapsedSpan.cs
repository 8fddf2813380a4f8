namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>The time between two looks at a host's clock, by that clock and by the controller's.</summary>
/// <param name="HostSeconds">By the clock of the host that counts since its boot and that nobody sets.</param>
/// <param name="AtLeastSeconds">By the controller's: from the answer to the first look until the second one was asked for.</param>
/// <param name="AtMostSeconds">By the controller's: from asking for the first look until the answer to the second.</param>
internal sealed record ElapsedSpan(double HostSeconds, double AtLeastSeconds, double AtMostSeconds)
{
    // A host tells its time to 10 ms, and two looks err by one of these.
    private const double Resolution = 0.01;

    // NTP corrects a clock by 500 millionths at most; each of the two may be off by as much.
    private const double RateError = 0.001;

    /// <summary>By how much the two clocks disagree beyond what the way of question and answer, resolution and rate explain.</summary>
    public double DifferenceSeconds =>
        Math.Max(
            0,
            Math.Max(AtLeastSeconds - HostSeconds, HostSeconds - AtMostSeconds)
                - Resolution
                - (RateError * Math.Max(AtLeastSeconds, HostSeconds))
        );
}
