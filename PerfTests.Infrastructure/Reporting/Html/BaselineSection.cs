namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>What the A/A cases say about the environments: the smallest overhead that each workload could have shown.</summary>
internal static class BaselineSection
{
    public static void Write(MarkupWriter page, IReadOnlyList<AnchoredCase> baselines, IReadOnlyList<AnchoredCase> tools)
    {
        if (baselines.Count == 0)
            return;
        page.Write($"<h2>What this environment can show</h2>\n<p class=\"note\">Baselines compared with each other, without any tool. ");
        page.Write($"The noise floor is the smallest overhead that such a comparison can tell from none; a budget below it cannot be kept or broken visibly.</p>\n");
        WriteTooSmallBudgets(page, tools);
        page.Write($"<div class=\"scroll\"><table class=\"baselines\"><thead><tr><th>Workload<th>Verdict<th>Metric<th>Baseline<th>Noise floor<th>Overhead, A/A");
        page.Write($"<th>Rounds (dropped)</thead><tbody>\n");
        foreach (var each in baselines.OrderBy(each => each.Case.Name, StringComparer.Ordinal))
            WriteRow(page, each);
        page.Write($"</tbody></table></div>\n");
    }

    private static void WriteTooSmallBudgets(MarkupWriter page, IReadOnlyList<AnchoredCase> tools)
    {
        foreach (var each in tools.Where(each => each.Case.BudgetIsUnderNoiseFloor))
        {
            page.Write($"<p class=\"warning\">⚠ <a href=\"#{each.Anchor}\">{each.Case.Workload}</a>, {each.Case.ToolName} on {each.Case.Result.Environment}: ");
            page.Write($"the budget of {OverheadText.Size(each.Case.Leading?.BudgetPercent)} is under the noise floor of ");
            page.Write($"{OverheadText.Size(each.Case.Result.Verdict.NoiseFloorPercent)}.</p>\n");
        }
    }

    private static void WriteRow(MarkupWriter page, AnchoredCase anchored)
    {
        var (reported, metric) = (anchored.Case, anchored.Case.Leading);
        page.Write($"<tr><td><a href=\"#{anchored.Anchor}\">{reported.Workload}</a><small>{reported.Result.Environment}</small><td>");
        Badge.Write(page, reported.Verdict);
        page.Write($"<td>{(metric is null ? UnitScale.Missing : OverheadText.TitleOf(metric))}<td>{UnitScale.Quantity(metric?.Baseline, metric?.Unit ?? "")}");
        page.Write($"<td>{OverheadText.Size(reported.Result.Verdict.NoiseFloorPercent)}<td>{OverheadText.WithInterval(metric)}<td>{reported.Rounds}\n");
    }
}
