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
        WriteExposure(page, verdict.Exposure);
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

    private static void WriteExposure(MarkupWriter page, ExposureRecord? exposure)
    {
        if (exposure is null)
            return;
        page.Write($"<p>{(exposure.Alive ? "Alive through every load" : "Died early")}; BPF programs ran {exposure.RunCount.ToString("#,0")} times.\n");
        if (exposure.Programs.Count == 0)
            return;
        page.Write($"<table><tr><th>Program<th>Id<th>Type<th>Runs<th>ns per run\n");
        foreach (var program in exposure.Programs)
        {
            page.Write($"<tr><td>{program.Name ?? UnitScale.Missing}<td>{program.Id}<td>{program.Type}<td>{program.RunCount.ToString("#,0")}");
            page.Write($"<td>{(program.RunCount > 0 ? ((double)program.RunTimeNanoseconds / program.RunCount).ToString("0") : UnitScale.Missing)}\n");
        }
        page.Write($"</table>\n");
    }
}
