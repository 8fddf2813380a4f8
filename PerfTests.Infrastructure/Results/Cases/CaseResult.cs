using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>Everything that <c>result/</c> keeps of one case: its place in the tree, its verdict and its rounds.</summary>
public sealed record CaseResult
{
    public required string Environment { get; init; }

    public required TestType TestType { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</summary>
    public required string Protocol { get; init; }

    public required string Params { get; init; }

    /// <summary>Type, protocol and parameters of the load, as in the case's name.</summary>
    public string Workload => $"{PerfCase.Token(TestType)}/{Protocol}/{Params}";

    /// <summary>Folder id of the tool; null for a baseline (A/A) case.</summary>
    public required string? Tool { get; init; }

    /// <summary>Id, version and parameters of the tool; null for a baseline case, and when no run tells.</summary>
    public MeasuredTool? ToolRun { get; init; }

    public required CaseVerdict Verdict { get; init; }

    public required IReadOnlyList<RoundRecord> Rounds { get; init; }

    /// <summary>What the session wrote down when the case began.</summary>
    public required CaseMarker Marker { get; init; }

    /// <summary>The stored baseline that the tool runs are compared with; null when rounds are interleaved.</summary>
    public StoredBaseline? Stored { get; init; }
}
