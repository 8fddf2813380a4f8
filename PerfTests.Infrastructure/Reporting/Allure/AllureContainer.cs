namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>Set-up and tear-down shared by several tests, as <c>&lt;uuid&gt;-container.json</c> keeps it.</summary>
internal sealed record AllureContainer
{
    public required string Uuid { get; init; }

    public required string Name { get; init; }

    /// <summary><see cref="AllureTestResult.Uuid"/> of the tests that the fixtures belong to.</summary>
    public required IReadOnlyList<string> Children { get; init; }

    public IReadOnlyList<AllureStep> Befores { get; init; } = [];

    public IReadOnlyList<AllureStep> Afters { get; init; } = [];

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public required long Start { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public required long Stop { get; init; }
}
