using System.Text;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Tables;

/// <summary>
/// All cases as a plain-text table, the worst of all first, one line each below their tool and environment; then the worst in one
/// sentence each, and a tally as last line.
/// </summary>
internal static class ConsoleTable
{
    private const int MostSentences = 40;
    private const int FewSentences = 5;

    // Keeps a number and its unit on one line.
    private const string NoBreak = "\u00a0";

    /// <param name="results">The cases, in any order.</param>
    /// <param name="width">Longest line of a sentence, in characters, 80 at least; a line of the table is as long as what is in it.</param>
    public static string Render(IReadOnlyList<CaseResult> results, int width = 100)
    {
        // Of equal verdicts those of tools first, since they are what was asked about.
        IReadOnlyList<ReportedCase> cases =
        [
            .. ReportedCase.WorstFirst(results).OrderBy(each => VerdictOrder.Severity(each.Verdict)).ThenBy(each => each.IsBaseline),
        ];
        var text = new StringBuilder();
        text.Append(TableOf(cases));
        WriteSentences(text, cases, Math.Max(width, 80));
        foreach (var line in TextFit.Wrap(Tally.OfBothArms(cases), Math.Max(width, 80)))
            text.Append(line).Append('\n');
        return text.ToString();
    }

    /// <remarks>
    /// Cases of one verdict stay together with their tool, so that a heading seldom returns; no case comes before a worse one of another
    /// verdict.
    /// </remarks>
    private static PlainTable TableOf(IReadOnlyList<ReportedCase> cases)
    {
        var names = new ToolNames(cases);
        var table = new PlainTable().Words("verdict").Words("workload").Words("overhead").Words("budget").Words("floor").Words("rounds");
        string? heading = null;
        foreach (var group in cases.GroupBy(each => (each.Verdict, Place: Place(each, each.ToolName))))
        {
            if (group.Key.Place != heading)
                table.Line(Place(group.First(), names.Introduce(group.First())));
            heading = group.Key.Place;
            foreach (var reported in group)
                table.Add(Cells(reported));
        }
        return table;
    }

    private static string Place(ReportedCase each, string tool) => $"{tool} on {each.Result.Environment}";

    private static string[] Cells(ReportedCase reported) =>
        [
            reported.Verdict.ToString(),
            reported.Workload,
            Overhead(reported),
            OverheadText.Size(reported.Leading?.BudgetPercent),
            OverheadText.Measured(reported.NoiseFloorPercent),
            reported.Rounds,
        ];

    /// <remarks>The main metric of a load goes without saying; another one is named.</remarks>
    private static string Overhead(ReportedCase reported) =>
        reported.LeadsWithPrimary
            ? OverheadText.WithInterval(reported.Leading)
            : $"{Short(reported.Leading?.Name)} {OverheadText.WithInterval(reported.Leading)}".Trim();

    /// <summary><c>cpu_per_gigabyte</c> as <c>cpu/GB</c>: the workload beside it needs the room.</summary>
    private static string? Short(string? metric) =>
        metric?.Replace("_per_gigabyte", "/GB", StringComparison.Ordinal).Replace("_per_", "/", StringComparison.Ordinal);

    /// <remarks>What passed is in the table; a sentence each would push the table off the screen.</remarks>
    private static void WriteSentences(StringBuilder text, IReadOnlyList<ReportedCase> cases, int width)
    {
        if (cases.Count == 0)
            return;
        var names = new ToolNames(cases);
        var told = cases.Take(Math.Clamp(cases.Count(each => each.Verdict != Verdict.Pass), FewSentences, MostSentences)).ToList();
        text.Append('\n');
        foreach (var each in told)
        {
            var title = TextFit.SingleLine($"{Place(each, names.Short(each))}, {each.Workload}");
            text.Append($"{each.Verdict}: {TextFit.Middle(title, width - "Inconclusive: ".Length)}\n");
            foreach (
                var line in TextFit.Wrap(
                    TextFit.SingleLine(each.Sentence).Replace(" %", NoBreak + "%", StringComparison.Ordinal),
                    width - 2
                )
            )
                text.Append("  ").Append(line.Replace(NoBreak, " ", StringComparison.Ordinal)).Append('\n');
        }
        if (cases.Count > told.Count)
            text.Append($"The report has a sentence for each of the other {cases.Count - told.Count}.\n");
        text.Append('\n');
    }
}
