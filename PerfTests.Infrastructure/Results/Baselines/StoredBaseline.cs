using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Results.Baselines;

/// <summary>Baseline runs of earlier sessions that stand for those of this case, as <c>stored_baseline.json</c> keeps them.</summary>
public sealed record StoredBaseline
{
    /// <summary>The stored runs, the newest first.</summary>
    public required IReadOnlyList<StoredRun> Runs { get; init; }

    /// <summary>Baseline runs made before and among the tool runs: they tell whether the host is still what it was.</summary>
    public IReadOnlyList<SentinelRun> Sentinels { get; init; } = [];
}
