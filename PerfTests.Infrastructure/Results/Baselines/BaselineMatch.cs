using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Results.Baselines;

/// <summary>The baseline runs that one run, or one case, may be compared with.</summary>
public sealed record BaselineMatch
{
    /// <summary>The baseline case whose runs were looked at.</summary>
    public required string Baseline { get; init; }

    /// <summary>Runs under the same conditions on the same hosts, the newest first.</summary>
    public required IReadOnlyList<RunRecord> Runs { get; init; }

    /// <summary>The other runs of that case, the newest first, with the reason for each.</summary>
    public required IReadOnlyList<RejectedBaseline> Rejected { get; init; }

    /// <summary>Why nothing matches, in one sentence; null when something does.</summary>
    public string? Problem =>
        Runs.Count > 0 ? null
        : Rejected.Count == 0 ? $"no baseline run for these conditions ({Baseline})"
        : $"none of {Rejected.Count} baseline runs matches; {Rejected[0].Folder}: {Rejected[0].Reason}";
}
