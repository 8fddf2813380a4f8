namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>Budgets for the cases that a rule matches.</summary>
public sealed record BudgetRule
{
    public required CaseRule Cases { get; init; }

    /// <summary>Overhead allowed per metric name, in percent; positive is worse.</summary>
    public required IReadOnlyDictionary<string, double> BudgetPercent { get; init; }
}
