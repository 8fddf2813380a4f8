using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>Why something ended as it did.</summary>
internal sealed record AllureStatusDetails(string Message, string? Trace = null)
{
    /// <summary>
    /// A message with words of hosts and tools: their control characters are shown, since Allure paints what terminals would.
    /// </summary>
    public static AllureStatusDetails Told(string message, string? trace = null) =>
        new(VisibleText.Lines(message), trace is null ? null : VisibleText.Lines(trace));

    public static AllureStatusDetails Of(Exception exception) => Told(exception.Message, exception.ToString());
}
