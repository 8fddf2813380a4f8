namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>Budgets for the cases that a rule matches.</summary>
public sealed record BudgetRule
{
    public required CaseRule Cases { get; init; }

    /// <summary>
    /// Overhead allowed per metric name, in percent; positive is worse. Null takes away the budget that the metric has otherwise.
    /// </summary>
    public required IReadOnlyDictionary<string, double?> BudgetPercent { get; init; }

    /// <summary>
    /// Whether the rule holds cases of a type that it matches to a metric. Without a test type it does not hold them to the primary metric
    /// of another type, nor cases of requests to the CPU of processes, which not every such load tells.
    /// </summary>
    internal bool Holds(Metric metric, TestType testType) =>
        BudgetPercent.ContainsKey(metric.Name)
        && metric.IsMeasuredBy(testType)
        && (
            Cases.TestType is not null
            || metric == Metric.Primary(testType)
            || !(metric.IsPrimary || (testType == TestType.Latency && metric.IsOfLoadProcesses))
        );
}
