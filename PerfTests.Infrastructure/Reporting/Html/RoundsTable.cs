using PerfTests.Infrastructure.Reporting.Svg;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>The rounds of a case: a chart in order of time and the numbers behind it, for each metric that is judged.</summary>
internal static class RoundsTable
{
    public static void Write(MarkupWriter page, ReportedCase reported)
    {
        var rounds = reported.Result.Rounds.OrderBy(round => round.Number).ToList();
        foreach (var metric in reported.Shown.Where(metric => rounds.Exists(round => round.Values.ContainsKey(metric.Name))))
            WriteMetric(page, reported, rounds, metric);
        foreach (var round in rounds.Where(round => round.DroppedBecause is not null))
            page.Write($"<p class=\"dropped\">Round {round.Number} dropped: {round.DroppedBecause}{(round.DroppedBy?.Run is { } run ? $" ({run})" : "")}\n");
    }

    private static void WriteMetric(MarkupWriter page, ReportedCase reported, IReadOnlyList<RoundRecord> rounds, MetricVerdict metric)
    {
        var valid = rounds.Where(round => round.DroppedBecause is null && round.Values.ContainsKey(metric.Name)).ToList();
        var points = RoundPoint.InOrderOfTime(rounds, metric.Name);
        var scale = RoundsChart.ScaleOf(points, metric.Unit);
        page.Write($"<div class=\"pair\">");
        RoundsChart.Write(page, points, metric.Unit);
        page.Write($"<table><caption>{OverheadText.TitleOf(metric)}, {scale.Unit}<tr><th>Round<th>Before<th>{(reported.IsBaseline ? "Middle" : "eBPF")}<th>After<th>Overhead\n");
        foreach (var round in valid)
        {
            var values = round.Values[metric.Name];
            page.Write($"<tr><td>{round.Number}<td>{scale.Number(values.Before)}<td>{scale.Number(values.Middle)}<td>{scale.Number(values.After)}");
            page.Write($"<td>{OverheadText.Percent(RoundOverhead.Percent(values, metric.Name))}\n");
        }
        page.Write($"</table></div>\n");
    }
}
