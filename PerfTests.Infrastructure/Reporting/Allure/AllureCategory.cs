namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>A kind of defect, as <c>categories.json</c> keeps it; a test belongs to the first one that it matches.</summary>
/// <param name="Name">Heading in the report.</param>
/// <param name="MatchedStatuses">Statuses that belong here.</param>
/// <param name="MessageRegex">
/// Regular expression that the whole message must match; null for any. Allure 2 reads it as Java's, Allure 3 (which takes these categories
/// from its configuration only) as JavaScript's, so it has no inline flags.
/// </param>
internal sealed record AllureCategory(string Name, IReadOnlyList<AllureStatus> MatchedStatuses, string? MessageRegex = null)
{
    /// <summary>First words of a message about the infrastructure rather than the tool.</summary>
    public const string InfrastructurePrefix = "Infrastructure: ";

    /// <summary>The kinds that a performance case can end as.</summary>
    public static IReadOnlyList<AllureCategory> All { get; } =
    [
        new(
            "Infrastructure faults",
            [AllureStatus.Broken, AllureStatus.Unknown],
            $@"^({InfrastructurePrefix}[\s\S]*|[\s\S]*([Cc]onnection (refused|reset|closed|timed out)|[Hh]ost key|[Nn]o route to "
                + $@"host|denied \(publickey|[Cc]ould not resolve)[\s\S]*)"
        ),
        new("Over budget", [AllureStatus.Failed], @"^Fail[\s\S]*"),
        new("Invalid: the measurement proves nothing", [AllureStatus.Broken], @"^Invalid[\s\S]*"),
        new("Inconclusive: not enough evidence", [AllureStatus.Skipped, AllureStatus.Failed], @"^Inconclusive[\s\S]*"),
    ];
}
