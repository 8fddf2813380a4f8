namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>A link shown with a test; <paramref name="Type"/> is <c>link</c>, <c>issue</c> or <c>tms</c>.</summary>
internal sealed record AllureLink(string Name, string Url, string Type = "link");
