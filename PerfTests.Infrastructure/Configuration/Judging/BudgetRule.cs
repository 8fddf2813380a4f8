namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>Budgets for the cases that a rule matches; a null condition matches everything, and names may use <c>*</c>.</summary>
public sealed record BudgetRule
{
    /// <summary>Line of the rule in its file; 0 for a rule that comes from none.</summary>
    public int Line { get; init; }

    public string? Environment { get; init; }

    /// <summary>Id of a tool; with it the rule matches tool cases only.</summary>
    public string? Tool { get; init; }

    public TestType? TestType { get; init; }

    public Protocol? Protocol { get; init; }

    /// <summary>Parameter token of the case, such as <c>single_1G_30s</c>.</summary>
    public string? Params { get; init; }

    /// <summary>Overhead allowed per metric name, in percent; positive is worse.</summary>
    public required IReadOnlyDictionary<string, double> BudgetPercent { get; init; }

    /// <summary>Whether the rule matches a case; <paramref name="toolId"/> is null for a baseline.</summary>
    public bool Matches(string environment, string? toolId, TestType testType, Protocol protocol, string @params) =>
        (Environment is null || Glob.Matches(Environment, environment))
        && (Tool is null || (toolId is not null && Glob.Matches(Tool, toolId)))
        && (TestType is null || TestType == testType)
        && (Protocol is null || Protocol == protocol)
        && (Params is null || Glob.Matches(Params, @params));
}
