namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>One test, as <c>&lt;uuid&gt;-result.json</c> keeps it.</summary>
internal sealed record AllureTestResult
{
    public required string Uuid { get; init; }

    /// <summary>Equal in all runs of this case with the same parameters, so that Allure finds its history.</summary>
    public required string HistoryId { get; init; }

    /// <summary>Unique per case and equal in all runs: Allure shows tests with one id as retries of each other.</summary>
    public required string TestCaseId { get; init; }

    public required string FullName { get; init; }

    public required string Name { get; init; }

    public required AllureStatus Status { get; init; }

    public AllureStatusDetails? StatusDetails { get; init; }

    public string Stage { get; init; } = "finished";

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public required long Start { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public required long Stop { get; init; }

    public string? Description { get; init; }

    public string? DescriptionHtml { get; init; }

    public IReadOnlyList<AllureLabel> Labels { get; init; } = [];

    public IReadOnlyList<AllureParameter> Parameters { get; init; } = [];

    public IReadOnlyList<AllureLink> Links { get; init; } = [];

    public IReadOnlyList<AllureStep> Steps { get; init; } = [];

    public IReadOnlyList<AllureAttachment> Attachments { get; init; } = [];
}
