using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>A verdict as shape, word and colour.</summary>
internal static class Badge
{
    public static void Write(MarkupWriter page, Verdict verdict) =>
        page.Write($"<i class=\"{VerdictSymbol.ClassOf(verdict)}\">{VerdictSymbol.Of(verdict)} {verdict.ToString()}</i>");
}
