namespace PerfTests.Infrastructure.Results.Exposure;

/// <summary>
/// The part of a tool's cost that is counted and not estimated: time in its own programs for each unit of the load's work, from the
/// exposure runs. Told in <c>docs/explanation/exposure.md</c>.
/// </summary>
public sealed record ProgramCost
{
    /// <summary>Exposure runs behind it: two, or one, which gives no bounds.</summary>
    public required int ExposureRuns { get; init; }

    /// <summary>Whether the time that counting itself takes is left out; where it could not be calibrated, it is still in.</summary>
    public required bool IsNetOfCounting { get; init; }

    /// <summary>The time by unit of work, that which says most of the load first.</summary>
    public required IReadOnlyList<ProgramCostShare> Shares { get; init; }

    /// <summary>The share of a metric's value; null where the load has no such unit.</summary>
    public ProgramCostShare? Of(string metric) => Shares.FirstOrDefault(share => share.Metric == metric);
}
