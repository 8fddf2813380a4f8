using System.Text;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>
/// All cases as a plain-text table, one line each under their tool and environment, worst first; then each case in one sentence, and a tally as
/// last line.
/// </summary>
internal static class ConsoleTable
{
    private const int MostSentences = 40;
    private const int Workload = 1;
    private const string Gap = "  ";

    // Keeps a number and its unit on one line.
    private const string NoBreak = "\u00a0";

    private static readonly string[] Titles = ["verdict", "workload", "overhead", "budget", "floor", "rounds"];

    /// <param name="results">The cases, in any order.</param>
    /// <param name="width">Longest line, in characters; below 80 the numbers alone would not fit.</param>
    /// <param name="colour">Whether verdicts get ANSI colours; the caller knows the terminal and honours NO_COLOR.</param>
    public static string Render(IReadOnlyList<CaseResult> results, int width = 100, bool colour = false)
    {
        var cases = ReportedCase.WorstFirst(results);
        var text = new StringBuilder();
        if (cases.Count > 0)
            WriteTable(text, cases, Math.Max(width, 80), colour);
        WriteSentences(text, cases, Math.Max(width, 80), colour);
        return text.Append(Tally.OfBothArms(cases)).Append('\n').ToString();
    }

    private static void WriteTable(StringBuilder text, IReadOnlyList<ReportedCase> cases, int width, bool colour)
    {
        var widths = Widths([.. cases.Select(Cells), Titles], width);
        WriteLine(text, Titles, widths);
        WriteLine(text, [.. widths.Select(column => new string('-', column))], widths);
        foreach (var group in cases.GroupBy(each => $"{each.ToolName} on {each.Result.Environment}"))
        {
            text.Append(TextFit.Middle(TextFit.SingleLine(group.Key), width)).Append('\n');
            foreach (var reported in group)
                WriteLine(text, Cells(reported), widths, colour ? Ansi(reported.Verdict) : null);
        }
    }

    private static string[] Cells(ReportedCase reported) =>
    [
        reported.Verdict.ToString(), TextFit.SingleLine(reported.Workload), Overhead(reported),
        OverheadText.Size(reported.Leading?.BudgetPercent),
        OverheadText.Size(reported.NoiseFloorPercent), reported.Rounds,
    ];

    /// <remarks>The main metric of a load goes without saying; another one is named.</remarks>
    private static string Overhead(ReportedCase reported) => reported.LeadsWithPrimary
        ? OverheadText.WithInterval(reported.Leading)
        : TextFit.SingleLine($"{reported.Leading?.Name} {OverheadText.WithInterval(reported.Leading)}".Trim());

    /// <summary>Natural widths, but for the workload, which takes what is left of the line at most.</summary>
    private static int[] Widths(IReadOnlyList<string[]> rows, int width)
    {
        int[] widths = [.. Titles.Select((_, column) => rows.Max(row => row[column].Length))];
        var others = widths.Sum() - widths[Workload] + (widths.Length * Gap.Length);
        widths[Workload] = Math.Clamp(widths[Workload], 1, Math.Max(1, width - others));
        return widths;
    }

    private static void WriteLine(StringBuilder text, string[] cells, int[] widths, string? colour = null)
    {
        var padded = cells.Select((cell, column) => TextFit.Middle(cell, widths[column]).PadRight(widths[column])).ToArray();
        if (colour is not null)
            padded[0] = $"{colour}{padded[0]}\u001b[0m";
        text.Append(Gap).Append(string.Join(Gap, padded).TrimEnd()).Append('\n');
    }

    // Tools first, since they are what was asked about.
    private static void WriteSentences(StringBuilder text, IReadOnlyList<ReportedCase> cases, int width, bool colour)
    {
        if (cases.Count > 0)
            text.Append('\n');
        foreach (var each in cases.OrderBy(each => each.IsBaseline).Take(MostSentences))
        {
            var place = $"{each.ToolName} on {each.Result.Environment}, {each.Workload}";
            var verdict = colour ? $"{Ansi(each.Verdict)}{each.Verdict}\u001b[0m" : $"{each.Verdict}";
            text.Append($"{verdict}: {TextFit.Middle(TextFit.SingleLine(place), width - "Inconclusive: ".Length)}\n");
            foreach (var line in TextFit.Wrap(TextFit.SingleLine(each.Sentence).Replace(" %", NoBreak + "%", StringComparison.Ordinal), width - 2))
                text.Append("  ").Append(line.Replace(NoBreak, " ", StringComparison.Ordinal)).Append('\n');
        }
        if (cases.Count > MostSentences)
            text.Append($"and {cases.Count - MostSentences} more; the report has them all\n");
        if (cases.Count > 0)
            text.Append('\n');
    }

    private static string Ansi(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "\u001b[32m",
        Verdict.Fail => "\u001b[31m",
        Verdict.Inconclusive => "\u001b[33m",
        _ => "\u001b[35m",
    };
}
