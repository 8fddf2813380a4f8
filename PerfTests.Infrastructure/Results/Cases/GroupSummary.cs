namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>All cases below one folder of the result tree, as every summary above <c>summary.json</c> keeps them.</summary>
public sealed record GroupSummary
{
    /// <summary>Folder relative to <c>result/</c>, with forward slashes.</summary>
    public required string Folder { get; init; }

    /// <summary>Successful measurement runs.</summary>
    public required int Runs { get; init; }

    /// <summary>Runs that failed or ran out of time.</summary>
    public required int FailedRuns { get; init; }

    /// <summary>Start of the first successful measurement run; null when there is none.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>End of the last successful measurement run; null when there is none.</summary>
    public required DateTimeOffset? To { get; init; }

    /// <summary>Number of cases by verdict; verdicts that no case has are left out.</summary>
    public required IReadOnlyDictionary<Verdict, int> Verdicts { get; init; }

    /// <summary>In order of name.</summary>
    public required IReadOnlyList<CaseOverview> Cases { get; init; }
}
