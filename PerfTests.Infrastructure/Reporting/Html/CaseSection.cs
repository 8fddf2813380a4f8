using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>Everything known of each case, folded away.</summary>
internal static class CaseSection
{
    public static void Write(MarkupWriter page, IReadOnlyList<AnchoredCase> cases)
    {
        if (cases.Count == 0)
            return;
        page.Write($"<h2>Cases in detail</h2>\n");
        foreach (var each in cases)
            WriteCase(page, each);
    }

    // The id sits inside the folded part: browsers unfold it when a link leads there, which needs no script
    private static void WriteCase(MarkupWriter page, AnchoredCase anchored)
    {
        var verdict = anchored.Case.Result.Verdict;
        page.Write($"<details><summary>");
        Badge.Write(page, anchored.Case.Verdict);
        page.Write($" {anchored.Case.Name}</summary><div id=\"{anchored.Anchor}\">");
        page.Write($"<p><b>{anchored.Case.Sentence}.</b>\n");
        foreach (var reason in verdict.Reasons)
            page.Write($"<p>{reason}\n");
        WriteMetrics(page, verdict.Metrics, anchored.Case.IsBaseline);
        RoundsTable.Write(page, anchored.Case);
        ExposureSection.Write(page, verdict.Exposure);
        AttributionSection.Write(page, verdict.Attribution);
        page.Write($"</div></details>\n");
    }

    private static void WriteMetrics(MarkupWriter page, IReadOnlyList<MetricVerdict> metrics, bool isBaseline)
    {
        if (metrics.Count == 0)
            return;
        page.Write($"<table><tr><th>Metric<th>Baseline<th>{(isBaseline ? "Again" : "eBPF")}<th>Overhead<th>Budget<th>Noise floor<th>Verdict\n");
        foreach (var metric in metrics)
        {
            page.Write($"<tr><td>{OverheadText.TitleOf(metric)}<td>{UnitScale.Quantity(metric.Baseline, metric.Unit)}");
            page.Write($"<td>{UnitScale.Quantity(metric.Ebpf, metric.Unit)}<td>{OverheadText.WithInterval(metric)}<td>{OverheadText.Size(metric.BudgetPercent)}<td>{OverheadText.Size(metric.NoiseFloorPercent)}<td>");
            page.Write($"{(metric.Verdict is { } judged ? judged.ToString() : UnitScale.Missing)}\n");
        }
        page.Write($"</table>\n");
    }
}
