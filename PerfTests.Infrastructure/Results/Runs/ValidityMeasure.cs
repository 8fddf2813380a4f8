using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>What a validity rule measured in one run.</summary>
internal sealed record ValidityMeasure
{
    /// <summary>Name of the rule, as in <see cref="ValidityRule.All"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>In the rule's unit; null where it could not be measured.</summary>
    public required double? Value { get; init; }

    /// <summary>Role of the host (<c>server</c>, <c>client</c>, <c>tool_host</c>); null where the rule asks the load itself.</summary>
    public string? Role { get; init; }

    /// <summary>Id of the host; null where the rule asks the load itself.</summary>
    public string? Host { get; init; }

    /// <summary>What makes up the value, such as names of processes; null when there is nothing to add.</summary>
    public string? Detail { get; init; }

    /// <summary>
    /// Why the rule does not judge here: the host does not show it, or the tool itself may change it; null when it judges.
    /// </summary>
    public string? NotApplicable { get; init; }
}
