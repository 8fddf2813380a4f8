using System.Text;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>
/// All cases as a plain-text table, one line each under their tool and environment, worst first; then the reasons of those that did not pass,
/// and a tally as last line.
/// </summary>
internal static class ConsoleTable
{
    private const int MostReasons = 10;
    private const int Workload = 1;
    private const string Gap = "  ";

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
        WriteReasons(text, cases, Math.Max(width, 80));
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

    /// <remarks>The noise floor is that of the case's main metric; another metric is named, and has none.</remarks>
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

    private static void WriteReasons(StringBuilder text, IReadOnlyList<ReportedCase> cases, int width)
    {
        var unsettled = cases.Where(each => each.Verdict != Verdict.Pass && each.Result.Verdict.Reasons.Count > 0).ToList();
        foreach (var each in unsettled.Take(MostReasons))
        {
            text.Append('\n').Append($"{each.Verdict}: {TextFit.Middle(TextFit.SingleLine(each.Name), width - 14)}\n");
            foreach (var line in TextFit.Wrap(TextFit.SingleLine(each.Result.Verdict.Reasons[0]), width - 2))
                text.Append("  ").Append(line).Append('\n');
        }
        if (unsettled.Count > MostReasons)
            text.Append($"\nand {unsettled.Count - MostReasons} more; the report has them all\n");
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
