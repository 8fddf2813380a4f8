namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>All measurements that a case's folder holds, as its <c>summary.json</c> keeps them.</summary>
public sealed record CaseSummary
{
    /// <summary>The case's name.</summary>
    public required string Case { get; init; }

    /// <summary><c>baseline</c> or <c>ebpf</c>.</summary>
    public required string Arm { get; init; }

    /// <summary>Successful measurement runs; only these enter the figures.</summary>
    public required int Runs { get; init; }

    /// <summary>Runs that failed or ran out of time.</summary>
    public required int FailedRuns { get; init; }

    /// <summary>Successful runs that only proved the tool's presence.</summary>
    public required int ExposureRuns { get; init; }

    /// <summary>Successful runs that only sampled the hosts.</summary>
    public required int ResourceRuns { get; init; }

    /// <summary>Start of the first successful measurement run; null when there is none.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>End of the last successful measurement run; null when there is none.</summary>
    public required DateTimeOffset? To { get; init; }

    public required IReadOnlyList<MetricSummary> Metrics { get; init; }
}
