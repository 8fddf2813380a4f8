using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>Everything known of each case, folded away.</summary>
internal static class CaseSection
{
    /// <param name="page">Receives the section.</param>
    /// <param name="cases">The cases, worst first.</param>
    /// <param name="packed">Takes the details of each case, which the page's script unfolds then; null writes them into the page.</param>
    public static void Write(MarkupWriter page, IReadOnlyList<AnchoredCase> cases, PackedParts? packed)
    {
        if (cases.Count == 0)
            return;
        page.Write(
            $"<h2>Cases in detail</h2>\n<p class=\"note\">Numbers of single runs lead to their raw files, which lie beside this "
                + $"report.</p>\n"
        );
        page.Write($"<p class=\"unfold\" hidden><button data-open>Unfold all</button> <button data-close>Fold all</button></p>\n");
        foreach (var each in cases)
            WriteCase(page, each, packed);
    }

    // The id sits inside the folded part: browsers unfold it when a link leads there, which needs no script
    private static void WriteCase(MarkupWriter page, AnchoredCase anchored, PackedParts? packed)
    {
        page.Write($"<details data-c=\"{anchored.Number}\" data-n=\"{anchored.Case.ToolName}|{anchored.Case.Name}\"><summary>");
        Badge.Write(page, anchored.Case.Verdict);
        page.Write($" ").WriteName(anchored.Case.Name).Write($"</summary><div id=\"{anchored.Anchor}\"");
        if (packed is null)
        {
            page.Write($">");
            WriteDetails(page, anchored);
        }
        else
        {
            var details = new MarkupWriter();
            WriteDetails(details, anchored);
            page.Write($" data-part=\"{packed.Add(details)}\">");
        }
        page.Write($"</div></details>\n");
    }

    private static void WriteDetails(MarkupWriter page, AnchoredCase anchored)
    {
        var (reported, verdict) = (anchored.Case, anchored.Case.Result.Verdict);
        page.Write($"<p><b>{reported.Sentence}.</b>\n");
        foreach (var reason in verdict.Reasons.Where(reason => !reported.Sentence.Contains(reason, StringComparison.Ordinal)))
            page.Write($"<p>{reason}\n");
        page.Write($"<div class=\"pair\">");
        WriteMetrics(page, verdict.Metrics, reported.IsBaseline);
        LatencySection.Write(page, verdict.Metrics, reported.IsBaseline);
        page.Write($"</div>\n");
        RoundsTable.Write(page, anchored);
        CourseSection.Write(page, anchored.Detail.Course, reported.IsBaseline);
        ProgramCostSection.Write(page, verdict.ProgramCost);
        AttributionSection.Write(page, verdict.Attribution);
        ExposureSection.Write(page, verdict.Exposure);
        CommandSection.Write(page, anchored);
    }

    private static void WriteMetrics(MarkupWriter page, IReadOnlyList<MetricVerdict> metrics, bool isBaseline)
    {
        if (metrics.Count == 0)
            return;
        page.Write(
            $"<table><tr><th>Metric<th>Baseline<th>{(isBaseline ? "Again" : "eBPF")}<th>Overhead<th>Budget<th>Noise floor<th>Verdict\n"
        );
        foreach (var metric in metrics)
        {
            page.Write($"<tr><td>{OverheadText.TitleOf(metric)}<td>{UnitScale.Quantity(metric.Baseline, metric.Unit)}");
            page.Write(
                $"<td>{UnitScale.Quantity(metric.Ebpf, metric.Unit)}<td>{OverheadText.WithInterval(metric)}"
                    + $"<td>{OverheadText.Size(metric.BudgetPercent)}<td>{OverheadText.Measured(metric.NoiseFloorPercent)}<td>"
            );
            page.Write($"{(metric.Verdict is { } judged ? judged.ToString() : UnitScale.Missing)}\n");
        }
        page.Write($"</table>\n");
    }
}
