using PerfTests.Infrastructure.Reporting.Svg;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>One forest chart per environment, its cases grouped by tool.</summary>
internal static class ForestSection
{
    public static void Write(MarkupWriter page, IReadOnlyList<AnchoredCase> cases)
    {
        if (cases.Count == 0)
            return;
        page.Write($"<h2>Overhead by environment</h2>\n<p class=\"key\"><span class=\"key-interval\"></span> bounds ");
        page.Write(
            $"<span class=\"key-budget\"></span> budget <span class=\"key-floor\"></span> noise floor: smaller overheads cannot be told "
                + $"from none. "
        );
        page.Write($"● Pass ◆ Fail ■ Inconclusive × Invalid. Right of zero is worse. An arrow points to a value outside the axis.</p>\n");
        foreach (var environment in cases.GroupBy(each => each.Case.Result.Environment).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Write($"<section><h3>{environment.Key}</h3>\n");
            ForestChart.Write(page, [.. environment.GroupBy(each => each.Case.ToolName).Select(tool => (tool.Key, Rows(tool)))]);
            page.Write($"</section>\n");
        }
    }

    private static IReadOnlyList<ForestRow> Rows(IEnumerable<AnchoredCase> cases) =>
        [.. cases.Select(each => Row(each.Case, each.Number, each.Anchor))];

    private static ForestRow Row(ReportedCase reported, int number, string anchor) =>
        new()
        {
            Label = reported.Workload,
            Link = $"#{anchor}",
            Case = number,
            Verdict = reported.Verdict,
            // What an invalid case measured proves nothing, and would stretch the axis
            Estimate = reported.Verdict == Verdict.Invalid ? null : reported.Leading?.OverheadPercent,
            Low = reported.Verdict == Verdict.Invalid ? null : reported.Leading?.LowPercent,
            High = reported.Verdict == Verdict.Invalid ? null : reported.Leading?.HighPercent,
            Budget = reported.Leading?.BudgetPercent,
            NoiseFloor = reported.NoiseFloorPercent,
            Text =
                reported.Verdict == Verdict.Invalid || reported.Leading?.OverheadPercent is null
                    ? reported.Verdict.ToString()
                    : OverheadText.WithInterval(reported.Leading),
        };
}
