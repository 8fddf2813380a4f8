namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>Every tool case in one line with its sentence below, worst first. Narrow screens show each line as a card (see the style sheet).</summary>
internal static class VerdictTable
{
    public static void Write(MarkupWriter page, IReadOnlyList<AnchoredCase> cases)
    {
        if (cases.Count == 0)
            return;
        page.Write($"<h2>Verdicts</h2>\n<p class=\"note\">Overhead is the relative change against the baseline, positive is worse, ");
        page.Write($"with the lower and upper bound in brackets. A case is held against its budget by these bounds, not by the estimate.</p>\n");
        page.Write($"<div class=\"scroll\"><table class=\"verdicts\"><thead><tr><th>Case<th>Verdict<th>Metric<th>Baseline<th>eBPF<th>Overhead<th>Budget");
        page.Write($"<th>Noise floor<th>Rounds (dropped)</thead><tbody>\n");
        foreach (var each in cases)
            WriteRow(page, each);
        page.Write($"</tbody></table></div>\n");
    }

    // HTML closes cells and rows by itself; with hundreds of cases that is a quarter of the file
    private static void WriteRow(MarkupWriter page, AnchoredCase anchored)
    {
        var (reported, metric) = (anchored.Case, anchored.Case.Leading);
        page.Write($"<tr><td><a href=\"#{anchored.Anchor}\">{reported.Workload}</a><small>{reported.ToolName} on {reported.Result.Environment}</small><td>");
        Badge.Write(page, reported.Verdict);
        page.Write($"<td>{(metric is null ? UnitScale.Missing : OverheadText.TitleOf(metric))}");
        page.Write($"<td>{UnitScale.Quantity(metric?.Baseline, metric?.Unit ?? "")}<td>{UnitScale.Quantity(metric?.Ebpf, metric?.Unit ?? "")}");
        page.Write($"<td>{OverheadText.WithInterval(metric)}<td>{OverheadText.Size(metric?.BudgetPercent)}");
        page.Write($"<td>{OverheadText.Size(reported.NoiseFloorPercent)}{(reported.BudgetIsUnderNoiseFloor ? " ⚠" : "")}");
        page.Write($"<td>{reported.Rounds}\n<tr><td colspan=\"9\">{reported.Sentence}\n");
    }
}
