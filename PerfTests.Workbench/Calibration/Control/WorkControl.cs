using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Workbench.Calibration.Control;

/// <summary>A BPF program of known cost on every packet, and what the suite made of it.</summary>
internal sealed record WorkControl
{
    /// <summary>
    /// Share of the expected cost by which the measured one may be off beyond its bounds: what the kernel does around a program
    /// is not in the time that it counts for it, and its two clock reads are.
    /// </summary>
    public const double Tolerance = 0.1;

    public required string Case { get; init; }

    /// <summary>Iterations of the program's loop for each packet.</summary>
    public required int Iterations { get; init; }

    public required Verdict Verdict { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What the rule made of the mean latency.</summary>
    public required MetricVerdict? Latency { get; init; }

    /// <summary>Time of one run of the program, as the kernel counted it; null when the tool's presence was not proven.</summary>
    public double? NanosecondsPerRun { get; init; }

    /// <summary>Runs of the program for each transaction of the load, in the same run.</summary>
    public double? RunsPerTransaction { get; init; }

    /// <summary>What each transaction must take longer, in microseconds.</summary>
    public double? ExpectedMicroseconds => NanosecondsPerRun * RunsPerTransaction / 1000;

    /// <summary>What each transaction took longer, in microseconds.</summary>
    public double? MeasuredMicroseconds => Microseconds(Latency?.OverheadPercent);

    public double? LowMicroseconds => Microseconds(Latency?.LowPercent);

    public double? HighMicroseconds => Microseconds(Latency?.HighPercent);

    /// <summary>Whether the expected cost lies within the measured bounds, widened by the tolerance.</summary>
    public bool IsFound =>
        ExpectedMicroseconds is { } expected
        && LowMicroseconds - (Tolerance * expected) <= expected
        && expected <= HighMicroseconds + (Tolerance * expected);

    private double? Microseconds(double? percent) => percent / 100 * Latency?.Baseline;
}
