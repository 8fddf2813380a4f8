using System.Text;
using PerfTests.Infrastructure.Analysis.Comparisons;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;
using static PerfTests.Infrastructure.Reporting.Markdown.MarkdownSummary;

namespace PerfTests.Infrastructure.Reporting.Markdown;

/// <summary>A comparison as Markdown, for pull requests.</summary>
internal static class ComparisonMarkdown
{
    public static string Render(Comparison comparison)
    {
        var text = new StringBuilder($"**A**: {Escape(comparison.A)}  \n**B**: {Escape(comparison.B)}\n\n");
        text.Append("| Case | Verdicts | Metric | | A | B | B against A | |\n| --- | --- | --- | --- | ---: | ---: | ---: | --- |\n");
        foreach (var each in comparison.Cases)
        foreach (var metric in each.Leading)
        {
            if (!each.IsBaseline)
                Row(
                    text,
                    each,
                    metric.Name,
                    "overhead",
                    OverheadText.WithInterval(metric.A),
                    OverheadText.WithInterval(metric.B),
                    metric.Overhead
                );
            Row(
                text,
                each,
                metric.Name,
                "baseline",
                UnitScale.Quantity(metric.A.Baseline, metric.Unit),
                UnitScale.Quantity(metric.B.Baseline, metric.Unit),
                metric.Baseline
            );
        }
        List(text, "How to read it", ComparisonText.Notes(comparison));
        List(
            text,
            "Conditions that differ",
            FactDifferences.Of(comparison).Select(each => $"{each.Difference} ({each.Cases} of {comparison.Cases.Count} cases)")
        );
        List(text, "Only in A", comparison.OnlyInA);
        List(text, "Only in B", comparison.OnlyInB);
        List(text, "Problems", comparison.Problems);
        return text.ToString();
    }

    private static void Row(
        StringBuilder text,
        CaseDifference each,
        string metric,
        string what,
        string a,
        string b,
        DifferenceEstimate? difference
    ) =>
        text.Append($"| {Escape(each.Key)} | {each.A.Verdict}, {each.B.Verdict} | {Escape(metric)} | {what} | {Escape(a)} | {Escape(b)} ")
            .Append($"| {ComparisonText.Interval(difference)} | {ComparisonText.Answer(difference)} |\n");

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        text.Append($"\n**{title}**\n\n");
        foreach (var line in all)
            text.Append($"- {Escape(line)}\n");
    }
}
