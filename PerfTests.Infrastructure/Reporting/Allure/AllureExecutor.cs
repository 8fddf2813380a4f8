namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>What ran the tests, as <c>executor.json</c> keeps it; a CI job fills in its build.</summary>
internal sealed record AllureExecutor
{
    public required string Name { get; init; }

    /// <summary>Allure knows <c>github</c>, <c>gitlab</c>, <c>jenkins</c> …; anything else gets a neutral icon.</summary>
    public required string Type { get; init; }

    public string? Url { get; init; }

    public long? BuildOrder { get; init; }

    public string? BuildName { get; init; }

    public string? BuildUrl { get; init; }

    public string? ReportUrl { get; init; }

    /// <summary>
    /// The CI job, or this machine where there is none; the time of the session is its build then, or Allure 2 calls it unknown.
    /// </summary>
    public static AllureExecutor Of(CiJob? job, string machine, DateTimeOffset start) =>
        job is null
            ? new AllureExecutor
            {
                Name = machine,
                Type = "perftests",
                BuildName = start.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'"),
            }
            : new AllureExecutor
            {
                Name = job.System,
                Type = job.Type,
                Url = job.Url,
                BuildOrder = job.BuildNumber,
                BuildName = job.BuildName,
                BuildUrl = job.BuildUrl,
            };
}
