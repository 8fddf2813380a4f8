namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>One case in a summary of many.</summary>
public sealed record CaseOverview
{
    /// <summary>The case's name.</summary>
    public required string Case { get; init; }

    /// <summary>Null for a folder that holds runs and was not judged, such as baselines measured for tool cases only.</summary>
    public required Verdict? Verdict { get; init; }

    /// <summary>The verdict in one sentence.</summary>
    public required string? Sentence { get; init; }

    /// <summary>Each metric against the baseline; empty without a verdict.</summary>
    public required IReadOnlyList<MetricVerdict> Comparison { get; init; }

    /// <summary>The content of the case's <c>summary.json</c>.</summary>
    public required CaseSummary Summary { get; init; }
}
