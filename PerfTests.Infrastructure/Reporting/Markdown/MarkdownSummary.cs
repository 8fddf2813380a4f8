using System.Text;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Markdown;

/// <summary>A table for pull-request comments and CI summaries, worst first.</summary>
internal static class MarkdownSummary
{
    /// <summary>First two lines of the table.</summary>
    public const string Heading =
        "| Verdict | Case | Metric | Baseline | eBPF | Overhead | Budget | Noise floor | Rounds (dropped) |\n"
        + "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n";

    /// <param name="results">The cases, in any order.</param>
    /// <param name="limit">Rows at most; comment fields are limited in size.</param>
    public static string Render(IReadOnlyList<CaseResult> results, int limit = 100)
    {
        var cases = ReportedCase.WorstFirst(results);
        var text = new StringBuilder($"**{Tally.OfBothArms(cases)}**\n");
        if (cases.Count == 0)
            return text.ToString();
        text.Append('\n').Append(Heading);
        foreach (var each in cases.Take(limit))
            text.Append(Row(each));
        text.Append("\n**In words**\n\n");
        foreach (var each in cases.Take(limit))
            text.Append($"- {VerdictSymbol.Of(each.Verdict)} {Escape(each.Name)}: {Escape(each.Sentence)}\n");
        if (cases.Count > limit)
            text.Append($"\nand {cases.Count - limit} more cases, none worse than these.\n");
        return text.ToString();
    }

    /// <summary>The line of a case, with its line break.</summary>
    public static string Row(ReportedCase reported)
    {
        var metric = reported.Leading;
        string[] cells =
        [
            $"{VerdictSymbol.Of(reported.Verdict)} {reported.Verdict}",
            Escape(reported.Name),
            metric is null ? UnitScale.Missing : Escape(OverheadText.TitleOf(metric)),
            Escape(UnitScale.Quantity(metric?.Baseline, metric?.Unit ?? "")),
            Escape(UnitScale.Quantity(metric?.Ebpf, metric?.Unit ?? "")),
            OverheadText.WithInterval(metric),
            OverheadText.Size(metric?.BudgetPercent),
            OverheadText.Measured(reported.NoiseFloorPercent),
            reported.Rounds,
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    // A backslash before punctuation is literal in every Markdown dialect; line breaks would end the row
    public static string Escape(string text) =>
        string.Concat(
            TextFit.SingleLine(text).Select(character => @"\`*_{}[]<>|&#!~@".Contains(character) ? $@"\{character}" : $"{character}")
        );
}
