using System.Text;
using PerfTests.Infrastructure.Analysis.Recommendations;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;
using static PerfTests.Infrastructure.Reporting.Markdown.MarkdownSummary;

namespace PerfTests.Infrastructure.Reporting.Markdown;

/// <summary>
/// What stands under the table of <c>summary.md</c>: problems of the tree, recommendations, and every metric of every case.
/// </summary>
internal static class MarkdownDetails
{
    private const int MostLines = 100;

    /// <param name="limit">Cases at most whose metrics are listed; comment fields are limited in size.</param>
    public static string Render(
        string gate,
        IReadOnlyList<string> problems,
        IReadOnlyList<Recommendation> recommendations,
        IReadOnlyList<CaseResult> results,
        int limit = 100
    )
    {
        var text = new StringBuilder($"\nGate: {Escape(gate)}\n");
        Write(text, "Problems of the result tree", problems.Select(Escape));
        Write(
            text,
            "Recommendations",
            recommendations.Select(each => $"**{each.Severity}**, {Escape(each.Rule)}: {Escape(each.Sentence)}")
        );
        var cases = ReportedCase.WorstFirst(results);
        if (cases.Count == 0)
            return text.ToString();
        Write(
            text,
            "Exposure",
            cases
                .Take(limit)
                .Select(each => (each.Name, Text: ExposureText.Summary(each.Result.Verdict.Exposure)))
                .Where(each => each.Text is not null)
                .Select(each => $"{Escape(each.Name)}: {Escape(each.Text!)}")
        );
        text.Append("\n<details><summary>All metrics</summary>\n\n");
        text.Append(
            "| Case | Metric | Baseline | eBPF | Overhead | Budget | Verdict | Rounds |\n| --- | --- | ---: | ---: | ---: | ---: | --- | "
                + "---: |\n"
        );
        foreach (var each in cases.Take(limit))
        foreach (var metric in each.Result.Verdict.Metrics)
            WriteRow(text, each, metric);
        if (cases.Count > limit)
            text.Append($"\nand the metrics of {cases.Count - limit} more cases, which cases.csv has.\n");
        text.Append("\n</details>\n");
        foreach (var each in cases.Take(limit))
            WriteAttribution(text, each);
        return text.ToString();
    }

    private static void WriteAttribution(StringBuilder text, ReportedCase reported)
    {
        if (reported.Result.Verdict.Attribution is not { } attribution)
            return;
        text.Append(
            $"\n<details><summary>Where the CPU goes: {Escape(reported.Name)}</summary>\n\n| {string.Join(" | ", AttributionTable.Head)} "
                + $"|\n| --- | ---: | ---: | --- |\n"
        );
        foreach (var row in AttributionTable.Rows(attribution))
            text.Append($"| {string.Join(" | ", row.Select(Escape))} |\n");
        text.Append('\n');
        foreach (var line in attribution.Notes.Prepend(AttributionTable.Footprint(attribution)).OfType<string>())
            text.Append($"{Escape(line)}\n\n");
        text.Append("</details>\n");
    }

    private static void Write(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        text.Append($"\n**{title}**\n\n");
        foreach (var line in all.Take(MostLines))
            text.Append($"- {line}\n");
        if (all.Count > MostLines)
            text.Append($"- and {all.Count - MostLines} more\n");
    }

    private static void WriteRow(StringBuilder text, ReportedCase reported, MetricVerdict metric)
    {
        string[] cells =
        [
            Escape(reported.Name),
            Escape(metric.Name),
            Escape(UnitScale.Quantity(metric.Baseline, metric.Unit)),
            Escape(UnitScale.Quantity(metric.Ebpf, metric.Unit)),
            OverheadText.WithInterval(metric),
            OverheadText.Size(metric.BudgetPercent),
            metric.Verdict?.ToString() ?? UnitScale.Missing,
            $"{reported.Result.Rounds.Count(round => round.DroppedBecause is null && round.Values.ContainsKey(metric.Name))}",
        ];
        text.Append($"| {string.Join(" | ", cells)} |\n");
    }
}
