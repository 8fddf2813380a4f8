using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Reporting.Tables;

/// <summary>The cases of a plan as a plain-text table: one line each under their environment and tool, then totals.</summary>
internal static class MatrixTable
{
    public static string Render(SessionPlan plan)
    {
        var table = new PlainTable().Words("workload").Numbers("time").Words("budget");
        foreach (var group in plan.Cases.GroupBy(each => (Environment: each.Environment.Id, Tool: each.Tool?.Title)))
        {
            table.Line($"{group.Key.Environment}, {group.Key.Tool ?? "baseline"}");
            foreach (var each in group)
                table.Add(Workload(each), Duration(Seconds(plan, each)), Budgets(plan, each));
        }
        var baselines = plan.Cases.Count(each => each.Arm == Arm.Baseline);
        return $"{table}\n{plan.Cases.Count} cases: {baselines} baseline, {plan.Cases.Count - baselines} with a tool; "
            + $"about {Duration(plan.Cases.Sum(each => Seconds(plan, each)))} when the first look decides each";
    }

    private static string Budgets(SessionPlan plan, PerfCase each)
    {
        var budgets = plan.Budgets(each);
        return budgets.Count == 0 ? "noise floor" : string.Join(", ", budgets.Select(budget => $"{budget.Key} {budget.Value} %"));
    }

    private static string Workload(PerfCase each) =>
        $"{PerfCase.Token(each.Workload.Type)}/{PerfCase.Token(each.Workload.Protocol)}/{each.Workload.Params}";

    private static double Seconds(SessionPlan plan, PerfCase each) => CaseEstimate.Seconds(each, plan.Config);

    private static string Duration(double seconds) =>
        seconds switch
        {
            < 90 => $"{seconds:F0} s",
            < 90 * 60 => $"{seconds / 60:F1} min",
            _ => $"{seconds / 3600:F1} h",
        };
}
