namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>A file shown with a test or step.</summary>
/// <param name="Name">What is shown.</param>
/// <param name="Source">File name in the results folder.</param>
/// <param name="Type">Media type.</param>
internal sealed record AllureAttachment(string Name, string Source, string Type);
