using PerfTests.Infrastructure.Reporting.Svg;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>
/// The rounds of a case: a chart in order of time and the numbers behind it, for each metric that is judged; then the rounds that do not
/// count.
/// </summary>
internal static class RoundsTable
{
    public static void Write(MarkupWriter page, AnchoredCase anchored)
    {
        var reported = anchored.Case;
        var rounds = reported.Result.Rounds.OrderBy(round => round.Number).ToList();
        var shown = reported.Shown.Where(metric => rounds.Exists(round => round.Values.ContainsKey(metric.Name))).ToList();
        if (shown.Count > 0)
            page.Write($"<h4>Rounds in order of time</h4>\n");
        foreach (var metric in shown)
            WriteMetric(page, anchored, rounds, metric);
        WriteDropped(page, anchored, [.. rounds.Where(round => round.DroppedBecause is not null)]);
    }

    private static void WriteMetric(MarkupWriter page, AnchoredCase anchored, IReadOnlyList<RoundRecord> rounds, MetricVerdict metric)
    {
        var valid = rounds.Where(round => round.DroppedBecause is null && round.Values.ContainsKey(metric.Name)).ToList();
        var points = RoundPoint.InOrderOfTime(rounds, metric.Name);
        var scale = RoundsChart.ScaleOf(points, metric.Unit);
        var middle = anchored.Case.IsBaseline ? "again" : "eBPF";
        page.Write($"<div class=\"pair\"><figure>");
        RoundsChart.Write(page, points, metric.Unit);
        page.Write($"<figcaption>{OverheadText.TitleOf(metric)}, {scale.Unit}, run by run. ● baseline ■ {middle}");
        if (rounds.Any(round => round.DroppedBecause is not null))
            page.Write($" × dropped");
        page.Write(
            $"</figcaption></figure>\n<table class=\"arms\"><caption>{OverheadText.TitleOf(metric)}, "
                + $"{scale.Unit}<tr><th>Round<th>Before"
        );
        // Against a stored baseline a round has one, and no baseline beside it.
        var middles = valid.Select(round => round.Middle.Count).DefaultIfEmpty(0).Max();
        for (var i = 0; i < middles; i++)
            page.Write($"<th>{middle}");
        page.Write($"<th>After<th>Overhead\n");
        foreach (var round in valid)
        {
            var values = round.Values[metric.Name];
            page.Write($"<tr><td>{round.Number}");
            WriteRun(page, anchored, scale, values.Baseline, round.Baseline, 0);
            for (var i = 0; i < middles; i++)
                WriteRun(page, anchored, scale, values.Middle, round.Middle, i);
            WriteRun(page, anchored, scale, values.Baseline, round.Baseline, 1);
            page.Write($"<td>{OverheadText.Percent(RoundOverhead.Percent(values, metric.Name))}\n");
        }
        page.Write($"</table></div>\n");
    }

    private static void WriteRun(
        MarkupWriter page,
        AnchoredCase anchored,
        UnitScale scale,
        IReadOnlyList<double> values,
        IReadOnlyList<string> folders,
        int index
    )
    {
        page.Write($"<td>");
        if (index < folders.Count)
            RawFiles.WriteNumber(page, scale.Number(values[index]), folders[index], anchored.Detail);
        else
            page.Write($"{UnitScale.Missing}");
    }

    private static void WriteDropped(MarkupWriter page, AnchoredCase anchored, IReadOnlyList<RoundRecord> dropped)
    {
        if (dropped.Count == 0)
            return;
        page.Write($"<h4>Dropped rounds</h4>\n<table class=\"dropped\"><tr><th>Round<th>Rule<th>Why it does not count<th>Run\n");
        foreach (var round in dropped)
        {
            var by = round.DroppedBy!;
            page.Write($"<tr><td>{round.Number}<td>{by.Rule}<td>{round.DroppedBecause}<td>");
            RawFiles.WriteNumber(page, by.Run is { } run ? run[(run.LastIndexOf('/') + 1)..] : UnitScale.Missing, by.Run, anchored.Detail);
            page.Write($"\n");
        }
        page.Write($"</table>\n");
    }
}
