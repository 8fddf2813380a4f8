using System.Text;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Tables;

/// <summary>
/// All cases as a plain-text table, the worst of all first, one line each below their tool and environment; then the worst in one sentence
/// each, and
/// a tally as last line.
/// </summary>
internal static class ConsoleTable
{
    private const int MostSentences = 40;
    private const int FewSentences = 5;
    private const int Workload = 1;
    private const string Gap = "  ";

    // Keeps a number and its unit on one line.
    private const string NoBreak = "\u00a0";

    private static readonly string[] Titles = ["verdict", "workload", "overhead", "budget", "floor", "rounds"];

    /// <param name="results">The cases, in any order.</param>
    /// <param name="width">Longest line, in characters; below 80 the numbers alone would not fit.</param>
    public static string Render(IReadOnlyList<CaseResult> results, int width = 100)
    {
        // Of equal verdicts those of tools first, since they are what was asked about.
        IReadOnlyList<ReportedCase> cases =
        [
            .. ReportedCase.WorstFirst(results).OrderBy(each => VerdictOrder.Severity(each.Verdict)).ThenBy(each => each.IsBaseline),
        ];
        var text = new StringBuilder();
        if (cases.Count > 0)
            WriteTable(text, cases, Math.Max(width, 80));
        WriteSentences(text, cases, Math.Max(width, 80));
        foreach (var line in TextFit.Wrap(Tally.OfBothArms(cases), Math.Max(width, 80)))
            text.Append(line).Append('\n');
        return text.ToString();
    }

    /// <remarks>
    /// Cases of one verdict stay together with their tool, so that a heading seldom returns; no case comes before a worse one of another
    /// verdict.
    /// </remarks>
    private static void WriteTable(StringBuilder text, IReadOnlyList<ReportedCase> cases, int width)
    {
        var names = new ToolNames(cases);
        var widths = Widths([.. cases.Select(Cells), Titles], width);
        WriteLine(text, Titles, widths);
        WriteLine(text, [.. widths.Select(column => new string('-', column))], widths);
        string? heading = null;
        foreach (var group in cases.GroupBy(each => (each.Verdict, Place: Place(each, each.ToolName))))
        {
            if (group.Key.Place != heading)
                text.Append(TextFit.Middle(TextFit.SingleLine(Place(group.First(), names.Introduce(group.First()))), width)).Append('\n');
            heading = group.Key.Place;
            foreach (var reported in group)
                WriteLine(text, Cells(reported), widths);
        }
    }

    private static string Place(ReportedCase each, string tool) => $"{tool} on {each.Result.Environment}";

    private static string[] Cells(ReportedCase reported) =>
        [
            reported.Verdict.ToString(),
            TextFit.SingleLine(reported.Workload),
            Overhead(reported),
            OverheadText.Size(reported.Leading?.BudgetPercent),
            OverheadText.Measured(reported.NoiseFloorPercent),
            reported.Rounds,
        ];

    /// <remarks>The main metric of a load goes without saying; another one is named.</remarks>
    private static string Overhead(ReportedCase reported) =>
        reported.LeadsWithPrimary
            ? OverheadText.WithInterval(reported.Leading)
            : TextFit.SingleLine($"{Short(reported.Leading?.Name)} {OverheadText.WithInterval(reported.Leading)}".Trim());

    /// <summary><c>cpu_per_gigabyte</c> as <c>cpu/GB</c>: the workload beside it needs the room.</summary>
    private static string? Short(string? metric) =>
        metric?.Replace("_per_gigabyte", "/GB", StringComparison.Ordinal).Replace("_per_", "/", StringComparison.Ordinal);

    /// <summary>Natural widths, but for the workload, which takes what is left of the line at most.</summary>
    private static int[] Widths(IReadOnlyList<string[]> rows, int width)
    {
        int[] widths = [.. Titles.Select((_, column) => rows.Max(row => row[column].Length))];
        var others = widths.Sum() - widths[Workload] + (widths.Length * Gap.Length);
        widths[Workload] = Math.Clamp(widths[Workload], 1, Math.Max(1, width - others));
        return widths;
    }

    private static void WriteLine(StringBuilder text, string[] cells, int[] widths)
    {
        var padded = cells.Select((cell, column) => TextFit.Middle(cell, widths[column]).PadRight(widths[column]));
        text.Append(Gap).Append(string.Join(Gap, padded).TrimEnd()).Append('\n');
    }

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
            text.Append($"The report tells the other {cases.Count - told.Count} in a sentence each.\n");
        text.Append('\n');
    }
}
