namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>A name and value by which Allure groups and filters; a name may appear several times.</summary>
internal sealed record AllureLabel(string Name, string Value);
