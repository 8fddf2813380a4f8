using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>Everything that a case's verdict is made from.</summary>
internal sealed record CaseEvidence
{
    /// <summary>The case's name.</summary>
    public required string Case { get; init; }

    public required TestType TestType { get; init; }

    /// <summary>Whether the runs in the middle are baseline runs too (A/A).</summary>
    public required bool IsBaseline { get; init; }

    /// <summary>Overhead allowed per metric name, in percent; empty for a baseline case.</summary>
    public IReadOnlyDictionary<string, double> BudgetPercent { get; init; } = new Dictionary<string, double>();

    /// <summary>For a baseline case: the budgets of the tool cases that are measured under its conditions.</summary>
    public IReadOnlyList<CaseBudget> DependentBudgets { get; init; } = [];

    /// <summary>For a tool case: budgets that the noise hides, as was known before it was measured.</summary>
    public IReadOnlyList<BudgetUnderFloor> BudgetsUnderFloor { get; init; } = [];

    /// <summary>For a tool case: metrics with a budget in which equal baselines differed, as was known before it was measured.</summary>
    public IReadOnlyList<BaselineBias> BaselineBiases { get; init; } = [];

    /// <summary>All rounds in order of time, dropped ones included.</summary>
    public required IReadOnlyList<RoundRecord> Rounds { get; init; }

    /// <summary>Whether a run that samples the hosts is still to come; a tool case has its exposure run for that.</summary>
    public bool LacksSamples { get; init; }

    public ExposureRecord? Exposure { get; init; }

    /// <summary>Why the tool's presence is not proven, in sentences; empty when it is proven.</summary>
    public IReadOnlyList<string> ExposureProblems { get; init; } = [];

    /// <summary>Target rate of each stream, such as <c>300M</c>; null for a load that takes what it gets.</summary>
    public string? CappedAt { get; init; }

    /// <summary>The stored baseline that stands for baselines of the case's own; null when rounds are interleaved.</summary>
    public StoredBaseline? Stored { get; init; }

    /// <summary>When a case that was resumed began to be measured; null when it was measured in one go.</summary>
    public DateTimeOffset? ResumedFrom { get; init; }

    /// <summary>What happened to the hosts on the way, in sentences: lost and found again, or restarted.</summary>
    public IReadOnlyList<string> Interruptions { get; init; } = [];

    /// <summary>Whether a host restarted while the tool ran on it: the tool may be the cause.</summary>
    public bool RestartedUnderTool { get; init; }

    /// <summary>Whether the run was stopped before the case could end.</summary>
    public bool CutShort { get; init; }

    public IReadOnlyList<RoundRecord> ValidRounds => [.. Rounds.Where(round => round.DroppedBecause is null)];

    public IReadOnlyList<RoundRecord> DroppedRounds => [.. Rounds.Where(round => round.DroppedBecause is not null)];
}
