namespace PerfTests.Infrastructure.Configuration;

/// <summary>Budgets for the cases that a rule matches; a null condition matches everything.</summary>
public sealed record BudgetRule
{
    public string? Environment { get; init; }

    public string? Tool { get; init; }

    public TestType? TestType { get; init; }

    public Protocol? Protocol { get; init; }

    /// <summary>Parameter token of the case, such as <c>single_1G_30s</c>.</summary>
    public string? Params { get; init; }

    /// <summary>Overhead allowed per metric name, in percent; positive is worse.</summary>
    public required IReadOnlyDictionary<string, double> BudgetPercent { get; init; }
}
