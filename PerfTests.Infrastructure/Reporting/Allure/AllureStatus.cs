namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>Allure's outcomes of a test, a step or a fixture.</summary>
internal enum AllureStatus
{
    Passed,
    Failed,
    Broken,
    Skipped,
    Unknown,
}
