using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>
/// Every tool against every workload at a glance: a cell is a case, with its verdict and the overhead that stands for it.
/// </summary>
internal static class MatrixSection
{
    public static void Write(MarkupWriter page, IReadOnlyList<AnchoredCase> tools)
    {
        if (tools.Count == 0)
            return;
        var columns = tools.Select(each => each.Case.ToolName).Distinct().ToList();
        page.Write(
            $"<h2>Tools and workloads</h2>\n<p class=\"note\">Each cell is a case: its overhead (positive is worse) in the metric that "
                + $"uses most of its budget. "
        );
        page.Write($"Shapes and colours are verdicts: ✓ Pass ✕ Fail ? Inconclusive ⊘ Invalid.</p>\n");
        page.Write($"<div class=\"scroll\"><table class=\"matrix\"><thead><tr><th>Workload");
        foreach (var tool in columns)
            page.Write($"<th>").WriteName(tool);
        page.Write($"</thead>\n");
        foreach (var environment in tools.GroupBy(each => each.Case.Result.Environment).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Write($"<tbody><tr><th colspan=\"{columns.Count + 1}\">{environment.Key}\n");
            foreach (var workload in environment.GroupBy(each => each.Case.Workload).OrderBy(group => group.Key, StringComparer.Ordinal))
                WriteRow(page, workload.Key, columns, [.. workload]);
            page.Write($"</tbody>");
        }
        page.Write($"</table></div>\n");
    }

    private static void WriteRow(MarkupWriter page, string workload, IReadOnlyList<string> columns, IReadOnlyList<AnchoredCase> cases)
    {
        page.Write($"<tr><th>").WriteName(workload);
        foreach (var column in columns)
        {
            var found = cases.Where(each => each.Case.ToolName == column).ToList();
            if (found.Count == 0)
                page.Write($"<td>");
            foreach (var (index, each) in found.Index())
                WriteCell(page, each, isFirst: index == 0);
        }
        page.Write($"\n");
    }

    // A tool may have two cases of one workload, such as those of two versions without a known number; they share the cell
    private static void WriteCell(MarkupWriter page, AnchoredCase anchored, bool isFirst)
    {
        var reported = anchored.Case;
        if (isFirst)
            page.Write($"<td class=\"{VerdictSymbol.ClassOf(reported.Verdict)}\">");
        page.Write($"<a href=\"#{anchored.Anchor}\">{VerdictSymbol.Of(reported.Verdict)} ");
        // What an invalid case measured proves nothing, so it is no number to remember
        if (reported.Verdict == Verdict.Invalid || reported.Leading is not { OverheadPercent: not null } leading)
            page.Write($"{reported.Verdict.ToString()}</a>");
        else
            WriteOverhead(page, reported, leading);
    }

    private static void WriteOverhead(MarkupWriter page, ReportedCase reported, MetricVerdict leading)
    {
        page.Write($"{OverheadText.Percent(leading.OverheadPercent)}</a>");
        page.Write(
            $"<small>{(reported.LeadsWithPrimary ? "" : $"{OverheadText.TitleOf(leading)}, ")}"
                + $"{(leading.BudgetPercent is null ? "no budget" : $"budget {OverheadText.Size(leading.BudgetPercent)}")}</small>"
        );
    }
}
