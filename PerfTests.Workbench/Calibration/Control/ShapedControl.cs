using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Workbench.Calibration.Control;

/// <summary>A known loss of throughput, and what the suite made of it.</summary>
internal sealed record ShapedControl
{
    /// <summary>Farthest distance of an estimate from the truth, in percentage points.</summary>
    public const double TolerancePoints = 0.5;

    /// <summary>Baseline case whose runs it is made of.</summary>
    public required string Case { get; init; }

    /// <summary>Share of the link's rate that was taken away in the runs in the middle, in percent.</summary>
    public required double TruthPercent { get; init; }

    /// <summary>What the rule made of the rounds.</summary>
    public required MetricVerdict Throughput { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The verdict that the truth asks for; null at the budget, where any is right.</summary>
    public required Verdict? ExpectedVerdict { get; init; }

    public required IReadOnlyList<RoundRecord> Rounds { get; init; }

    /// <summary>Whether the truth was found: the estimate near it, and the right verdict.</summary>
    public bool IsFound =>
        Throughput.OverheadPercent is { } estimate
        && Math.Abs(estimate - TruthPercent) <= TolerancePoints
        && (ExpectedVerdict is null ? Verdict != Verdict.Invalid : Verdict == ExpectedVerdict);
}
