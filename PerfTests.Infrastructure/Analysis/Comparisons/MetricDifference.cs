namespace PerfTests.Infrastructure.Analysis.Comparisons;

/// <summary>One metric of a case on both sides. Everything is signed so that positive is worse; for the difference: worse in B.</summary>
internal sealed record MetricDifference
{
    public required string Name { get; init; }

    public required string Unit { get; init; }

    /// <summary>The verdict's figures on side A.</summary>
    public required Results.Cases.MetricVerdict A { get; init; }

    /// <summary>The verdict's figures on side B.</summary>
    public required Results.Cases.MetricVerdict B { get; init; }

    /// <summary>
    /// Overhead of B against that of A: the change of the factor by which the tool makes the metric worse. Null for a baseline case.
    /// </summary>
    public required DifferenceEstimate? Overhead { get; init; }

    /// <summary>Baseline of B against that of A.</summary>
    public required DifferenceEstimate? Baseline { get; init; }
}
