namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>A kind of defect, as <c>categories.json</c> keeps it; a test belongs to the first one that it matches.</summary>
/// <param name="Name">Heading in the report.</param>
/// <param name="MatchedStatuses">Statuses that belong here.</param>
/// <param name="MessageRegex">Java regular expression that the whole message must match; null for any.</param>
internal sealed record AllureCategory(string Name, IReadOnlyList<AllureStatus> MatchedStatuses, string? MessageRegex = null)
{
    /// <summary>First words of a message about the infrastructure rather than the tool.</summary>
    public const string InfrastructurePrefix = "Infrastructure: ";

    /// <summary>The kinds that a performance case can end as.</summary>
    public static IReadOnlyList<AllureCategory> All { get; } =
    [
        new("Infrastructure faults", [AllureStatus.Broken, AllureStatus.Failed, AllureStatus.Skipped],
            $"(?si)({InfrastructurePrefix}.*|.*(connection (refused|reset|timed out|closed)|host key|no route to host|permission denied|could not resolve).*)"),
        new("Over budget", [AllureStatus.Failed], "(?s)Fail.*"),
        new("Invalid: the measurement proves nothing", [AllureStatus.Broken], "(?s)Invalid.*"),
        new("Inconclusive: not enough evidence", [AllureStatus.Skipped, AllureStatus.Failed], "(?s)Inconclusive.*"),
    ];
}
