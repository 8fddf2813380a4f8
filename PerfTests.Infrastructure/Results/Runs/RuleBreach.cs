using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>A limit that was broken: in one run, or between the runs of a round.</summary>
public sealed record RuleBreach
{
    /// <summary>Name of the rule, as in <see cref="ValidityRule.All"/>.</summary>
    public required string Rule { get; init; }

    public required double Value { get; init; }

    public required double Limit { get; init; }

    public required string Unit { get; init; }

    /// <summary>Role of the host; null where the rule asks the load itself.</summary>
    public string? Role { get; init; }

    /// <summary>Id of the host; null where the rule asks the load itself.</summary>
    public string? Host { get; init; }

    /// <summary>What makes up the value; null when there is nothing to add.</summary>
    public string? Detail { get; init; }

    /// <summary>
    /// For instance <c>CPU of foreign processes on server db-1: 43 % of a core (cc1plus 40), limit 10 (foreign_cpu_percent)</c>.
    /// </summary>
    public override string ToString()
    {
        var rule = ValidityRule.Find(Rule);
        var where = Host is null ? "" : $" on {Role} {Host}";
        var limit = rule?.IsFloor == true ? "at least" : "limit";
        return $"{rule?.Title ?? Rule}{where}: {Value:0.##} {Unit}{(Detail is null ? "" : $" ({Detail})")}, {limit} {Limit:0.##} ({Rule})";
    }
}
