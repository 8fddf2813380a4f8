using System.Text;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Reporting.Tables;

/// <summary>The cases of a plan as a plain-text table: one line each under their environment and tool, then totals.</summary>
internal static class MatrixTable
{
    private const int SecondsWidth = 8;

    /// <param name="width">Longest line, in characters; below 80 the columns would not fit.</param>
    public static string Render(SessionPlan plan, int width = 100)
    {
        var text = new StringBuilder();
        var workloads = Math.Min(width / 2, plan.Cases.Max(each => Workload(each).Length));
        foreach (var group in plan.Cases.GroupBy(each => (Environment: each.Environment.Id, Tool: each.Tool?.Title)))
        {
            text.AppendLine(
                TextFit.Middle(
                    group.Key.Tool is { } tool ? $"{group.Key.Environment}, {tool}" : $"{group.Key.Environment}, baseline",
                    width
                )
            );
            foreach (var each in group)
            {
                var budgets = string.Join(", ", plan.Budgets(each).Select(budget => $"{budget.Key} {budget.Value} %"));
                var line =
                    $"  {TextFit.Middle(Workload(each), workloads).PadRight(workloads)}{Duration(Seconds(plan, each)), SecondsWidth}  ";
                text.AppendLine((line + TextFit.Middle(budgets.Length == 0 ? "noise floor" : budgets, width - line.Length)).TrimEnd());
            }
        }
        var baselines = plan.Cases.Count(each => each.Arm == Arm.Baseline);
        text.AppendLine();
        text.Append($"{plan.Cases.Count} cases: {baselines} baseline, {plan.Cases.Count - baselines} with a tool; ");
        text.Append($"about {Duration(plan.Cases.Sum(each => Seconds(plan, each)))} when the first look decides each");
        return text.ToString();
    }

    private static string Workload(PerfCase each) =>
        $"{PerfCase.Token(each.Workload.Type)}/{PerfCase.Token(each.Workload.Protocol)}/{each.Workload.Params}";

    private static double Seconds(SessionPlan plan, PerfCase each) => CaseEstimate.Seconds(each, plan.Config.Thresholds);

    private static string Duration(double seconds) =>
        seconds switch
        {
            < 90 => $"{seconds:F0} s",
            < 90 * 60 => $"{seconds / 60:F1} min",
            _ => $"{seconds / 3600:F1} h",
        };
}
