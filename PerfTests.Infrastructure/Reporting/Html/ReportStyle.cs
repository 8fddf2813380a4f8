using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>
/// The page's style sheet. Verdict colours stay apart for colour-blind eyes and have a contrast of 4.5 or more on their ground.
/// </summary>
internal static class ReportStyle
{
    public static string Element { get; } = $"<style>\n{EmbeddedText.Beside(typeof(ReportStyle), "report.css")}</style>";
}
