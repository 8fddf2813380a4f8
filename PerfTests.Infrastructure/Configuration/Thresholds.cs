namespace PerfTests.Infrastructure.Configuration;

/// <summary>The content of <c>thresholds.yaml</c>: budgets, and how much evidence a verdict needs.</summary>
public sealed record Thresholds
{
    /// <summary>Confidence of each one-sided bound over all looks together, between 0.5 and 1.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Numbers of valid rounds at which the data are looked at; the last is the limit of rounds.</summary>
    public IReadOnlyList<int> Looks { get; init; } = [5, 8, 12];

    /// <summary>Rounds of a baseline (A/A) case.</summary>
    public int BaselineRounds { get; init; } = 5;

    /// <summary>Dropped rounds after which a case is Invalid.</summary>
    public int MaxDroppedRounds { get; init; } = 3;

    /// <summary>Whether an Inconclusive verdict fails the test and the gate.</summary>
    public bool FailOnInconclusive { get; init; }

    /// <summary>Budgets, the general ones first: for a metric the last rule that matches a case applies.</summary>
    public IReadOnlyList<BudgetRule> Budgets { get; init; } = [];
}
