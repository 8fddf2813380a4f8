using System.Text;
using PerfTests.Infrastructure.Analysis.Comparisons;
using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Reporting.Tables;

/// <summary>A comparison as plain text: a table, and what must be known to read it in lines of 100 characters.</summary>
internal static class ComparisonTable
{
    private const int Width = 100;

    public static string Render(Comparison comparison)
    {
        var text = new StringBuilder();
        Wrap(text, $"A: {comparison.A}");
        Wrap(text, $"B: {comparison.B}");
        var table = new PlainTable(indent: 4).Words("").Words("A").Words("B").Words("B against A").Words("");
        foreach (var each in comparison.Cases)
            AddCase(table, each);
        text.Append(table).Append('\n');
        foreach (var note in ComparisonText.Notes(comparison))
            Wrap(text, note);
        List(
            text,
            "Conditions that differ",
            FactDifferences
                .Of(comparison)
                .Select(each =>
                    $"{each.Difference} "
                    + $"({(each.Cases == comparison.Cases.Count ? "all cases" : $"{each.Cases} of {comparison.Cases.Count} cases")})"
                )
        );
        List(text, "Only in A", comparison.OnlyInA);
        List(text, "Only in B", comparison.OnlyInB);
        List(text, "Problems", comparison.Problems);
        return text.ToString();
    }

    private static void AddCase(PlainTable table, CaseDifference each)
    {
        table.Line($"{each.Key}: {each.A.Verdict} ({each.A.Rounds} rounds), {each.B.Verdict} ({each.B.Rounds} rounds)");
        if (each.Metrics.Count == 0)
            table.Line("  no metric that both sides measured");
        foreach (var metric in each.Leading)
        {
            table.Line($"  {metric.Name}");
            if (!each.IsBaseline)
                table.Add(
                    "overhead",
                    OverheadText.WithInterval(metric.A),
                    OverheadText.WithInterval(metric.B),
                    ComparisonText.Interval(metric.Overhead),
                    ComparisonText.Answer(metric.Overhead)
                );
            table.Add(
                "baseline",
                UnitScale.Quantity(metric.A.Baseline, metric.Unit),
                UnitScale.Quantity(metric.B.Baseline, metric.Unit),
                ComparisonText.Interval(metric.Baseline),
                ComparisonText.Answer(metric.Baseline)
            );
        }
    }

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        text.Append($"\n{title}:\n");
        foreach (var line in all)
            Wrap(text, $"- {line}");
    }

    private static void Wrap(StringBuilder text, string line)
    {
        var wrapped = TextFit.Wrap(TextFit.SingleLine(line), Width - 2);
        for (var i = 0; i < wrapped.Count; i++)
            text.Append(i == 0 ? "" : "  ").Append(wrapped[i]).Append('\n');
    }
}
