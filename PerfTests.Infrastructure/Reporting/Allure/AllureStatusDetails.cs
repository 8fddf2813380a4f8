namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>Why something ended as it did.</summary>
internal sealed record AllureStatusDetails(string Message, string? Trace = null)
{
    public static AllureStatusDetails Of(Exception exception) => new(exception.Message, exception.ToString());
}
