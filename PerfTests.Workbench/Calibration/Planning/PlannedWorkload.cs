using System.Text.Json.Serialization;

namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>A workload with the durations that were tried.</summary>
/// <param name="Section">Where its durations are set in <c>performance-test-spec.yaml</c>.</param>
/// <param name="Durations">In ascending order; at least one.</param>
internal sealed record PlannedWorkload(string Section, IReadOnlyList<PlannedDuration> Durations)
{
    /// <summary>
    /// The duration to take: of those that have the wanted resolution in time, the one that takes least; if none has it, the one
    /// that comes nearest.
    /// </summary>
    [JsonIgnore]
    public PlannedDuration Best =>
        Durations.Where(each => each.RoundsNeeded <= each.RoundsInTime).MinBy(each => each.NeededSeconds)
        ?? Durations.MinBy(each => each.ReachedPercent)!;

    public double RecommendedSeconds => Best.LoadSeconds;

    /// <summary>Whether the wanted resolution fits into the time of a case.</summary>
    public bool IsReached => Best.RoundsNeeded <= Best.RoundsInTime;

    /// <summary>Rounds at the last look.</summary>
    public int RecommendedRounds => IsReached ? Best.RoundsNeeded!.Value : Math.Max(2, Best.RoundsInTime);
}
