using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Reporting.Tables;

namespace PerfTests.Infrastructure.Reporting.Live;

/// <summary>What a session is going to measure, before it does: cases, rounds and time for each environment and tool.</summary>
internal static class SessionPlanTable
{
    /// <param name="selected">Cases that are going to run.</param>
    public static string Render(SessionPlan plan, IReadOnlyList<PerfCase> selected)
    {
        var thresholds = plan.Config.Thresholds;
        var table = new PlainTable().Words("environment").Words("tool").Numbers("cases").Numbers("rounds").Numbers("time");
        foreach (var group in selected.GroupBy(each => (Environment: each.Environment.Id, Tool: each.Tool?.Title)))
            table.Add(
                group.Key.Environment,
                group.Key.Tool ?? "(baseline)",
                group.Count().ToString(),
                Rounds(group.Key.Tool is null, thresholds),
                Seconds(group, plan.Config)
            );
        var isOpen = selected.Any(each => each.Tool is not null) && thresholds.Looks.Count > 1;
        return $"{selected.Count} case{(selected.Count == 1 ? "" : "s")} to measure, about {Seconds(selected, plan.Config)}"
            + $"{(isOpen ? ", longer where the first look at the data does not decide" : "")}\n{table}";
    }

    private static string Rounds(bool isBaseline, Thresholds thresholds) =>
        isBaseline ? $"{thresholds.BaselineRounds}"
        : thresholds.Looks.Count == 1 ? $"{thresholds.Looks[0]}"
        : $"{thresholds.Looks[0]} to {thresholds.Looks[^1]}";

    private static string Seconds(IEnumerable<PerfCase> cases, PerfConfig config) =>
        TimeText.About(cases.Sum(each => CaseEstimate.Seconds(each, config)));
}
