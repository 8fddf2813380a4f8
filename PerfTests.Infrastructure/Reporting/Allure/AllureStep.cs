namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>A part of a test, or a fixture of a container; both have the same form in Allure's files.</summary>
internal sealed record AllureStep
{
    public required string Name { get; init; }

    public required AllureStatus Status { get; init; }

    public AllureStatusDetails? StatusDetails { get; init; }

    public string Stage { get; init; } = "finished";

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public required long Start { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public required long Stop { get; init; }

    public IReadOnlyList<AllureStep> Steps { get; init; } = [];

    public IReadOnlyList<AllureAttachment> Attachments { get; init; } = [];

    public IReadOnlyList<AllureParameter> Parameters { get; init; } = [];
}
