using System.Text;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Reporting.Live;

/// <summary>What a session is going to measure, before it does: cases, rounds and time for each environment and tool.</summary>
internal static class SessionPlanTable
{
    private const int Tool = 1;
    private const string Gap = "  ";

    private static readonly string[] Titles = ["environment", "tool", "cases", "rounds", "time"];

    /// <param name="selected">Cases that are going to run.</param>
    /// <param name="width">Longest line, in characters.</param>
    public static string Render(SessionPlan plan, IReadOnlyList<PerfCase> selected, int width = 100)
    {
        var thresholds = plan.Config.Thresholds;
        List<string[]> rows =
        [
            Titles,
            .. selected
                .GroupBy(each => (Environment: each.Environment.Id, Tool: each.Tool?.Title))
                .Select(group =>
                    (string[])
                        [
                            TextFit.Middle(TextFit.SingleLine(group.Key.Environment), 24),
                            TextFit.SingleLine(group.Key.Tool ?? "(baseline)"),
                            group.Count().ToString(),
                            Rounds(group.Key.Tool is null, thresholds),
                            Seconds(group, thresholds),
                        ]
                ),
        ];
        int[] widths = [.. Titles.Select((_, column) => rows.Max(row => row[column].Length))];
        widths[Tool] = Math.Clamp(widths[Tool], 1, Math.Max(1, width - (widths.Sum() - widths[Tool]) - (widths.Length * Gap.Length)));
        var text = new StringBuilder();
        var isOpen = selected.Any(each => each.Tool is not null) && thresholds.Looks.Count > 1;
        var summary =
            $"{selected.Count} case{(selected.Count == 1 ? "" : "s")} to measure, about "
            + $"{Seconds(selected, thresholds)}{(isOpen ? ", longer where the first look at the data does not decide" : "")}";
        foreach (var line in TextFit.Wrap(summary, width))
            text.Append(line).Append('\n');
        foreach (var row in rows)
        {
            var cells = row.Select(
                (cell, column) => column >= 2 ? cell.PadLeft(widths[column]) : TextFit.Middle(cell, widths[column]).PadRight(widths[column])
            );
            text.Append(Gap).Append(string.Join(Gap, cells).TrimEnd()).Append('\n');
        }
        return text.ToString();
    }

    private static string Rounds(bool isBaseline, Thresholds thresholds) =>
        isBaseline ? $"{thresholds.BaselineRounds}"
        : thresholds.Looks.Count == 1 ? $"{thresholds.Looks[0]}"
        : $"{thresholds.Looks[0]} to {thresholds.Looks[^1]}";

    private static string Seconds(IEnumerable<PerfCase> cases, Thresholds thresholds) =>
        TimeText.About(cases.Sum(each => CaseEstimate.Seconds(each, thresholds)));
}
