using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>
/// Every tool case in one line with its sentence below, worst first, each a body of its own so that they can be sorted and filtered. Narrow
/// screens show each case as a card (see the style sheet).
/// </summary>
internal static class VerdictTable
{
    /// <summary>Columns, and whether a click on the title sorts by it: values of different units have no order.</summary>
    private static readonly (string Title, bool Sorts)[] Columns =
    [
        ("Case", true),
        ("Verdict", true),
        ("Metric", true),
        ("Baseline", false),
        ("eBPF", false),
        ("Overhead", true),
        ("Budget", true),
        ("Noise floor", true),
        ("Rounds (dropped)", true),
    ];

    public static void Write(MarkupWriter page, IReadOnlyList<AnchoredCase> cases)
    {
        if (cases.Count == 0)
            return;
        page.Write($"<h2>Verdicts</h2>\n<p class=\"note\">Overhead is the relative change against the baseline, positive is worse, ");
        page.Write(
            $"with its lower and upper bound in brackets{Confidence(cases)}. A case is compared with its budget by these bounds, not by "
                + $"the estimate.</p>\n"
        );
        FilterForm.Write(page, [.. cases.Select(each => each.Case)]);
        page.Write($"<div class=\"scroll\"><table class=\"verdicts\"><thead><tr>");
        foreach (var (title, sorts) in Columns)
            page.Write($"<th{(sorts ? " data-sort" : "")}>{title}");
        page.Write($"</thead>\n");
        foreach (var each in cases)
            WriteRow(page, each);
        page.Write($"</table></div>\n<p class=\"none\" hidden>No case matches the filter.</p>\n");
    }

    private static string Confidence(IReadOnlyList<AnchoredCase> cases) =>
        cases.Select(each => each.Case.Result.Verdict.Confidence).Where(confidence => confidence > 0).Distinct().ToList() is [var all]
            ? $", each of which holds with {(100 * all).ToString("0.##")} % confidence over all looks at the data"
            : "";

    // HTML closes cells and rows by itself; with hundreds of cases that is a quarter of the file
    private static void WriteRow(MarkupWriter page, AnchoredCase anchored)
    {
        var (reported, metric) = (anchored.Case, anchored.Case.Leading);
        page.Write($"<tbody data-c=\"{anchored.Number}\"><tr><td><a href=\"#{anchored.Anchor}\">")
            .WriteName(reported.Workload)
            .Write($"</a><small>")
            .WriteName(reported.ToolName)
            .Write($" on {reported.Result.Environment}</small><td>");
        Badge.Write(page, reported.Verdict);
        page.Write($"<td>{(metric is null ? UnitScale.Missing : OverheadText.TitleOf(metric))}");
        page.Write(
            $"<td>{UnitScale.Quantity(metric?.Baseline, metric?.Unit ?? "")}<td>{UnitScale.Quantity(metric?.Ebpf, metric?.Unit ?? "")}"
        );
        page.Write($"<td>{OverheadText.WithInterval(metric)}<td>{OverheadText.Size(metric?.BudgetPercent)}");
        page.Write($"<td>{OverheadText.Measured(reported.NoiseFloorPercent)}{(reported.BudgetIsUnderNoiseFloor ? " ⚠" : "")}");
        page.Write($"<td>{reported.Rounds}\n<tr><td colspan=\"9\">{reported.Sentence}\n");
    }
}
