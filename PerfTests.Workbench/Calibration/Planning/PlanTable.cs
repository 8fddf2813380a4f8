using System.Globalization;
using System.Text;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>A calibration's plan as plain text: each workload with each duration and metric, then what to write.</summary>
internal static class PlanTable
{
    public static string Render(CalibrationPlan plan)
    {
        var text = new StringBuilder();
        var wish = plan.Wish;
        foreach (var workload in plan.Workloads)
            WriteWorkload(text, workload, wish);
        text.AppendLine("One round, and what is reached, with the interval that so few pilot runs leave (confidence 90 %).");
        text.AppendLine($"A resolution of {wish.ResolutionPercent:0.##} % decides, 95 of 100 times, an overhead that far from its budget.");
        text.AppendLine().AppendLine("To write:").AppendLine();
        return text.Append(plan.Yaml.TrimEnd()).ToString();
    }

    private static void WriteWorkload(StringBuilder text, PlannedWorkload workload, PlanWish wish)
    {
        var best = workload.Best;
        text.AppendLine(TextFit.Middle(best.Case[(best.Case.IndexOf('/', StringComparison.Ordinal) + 1)..], 100));
        var table = new PlainTable(indent: 1)
            .Words("")
            .Numbers("load")
            .Numbers("runs")
            .Numbers("beside")
            .Words("metric")
            .Words("one round")
            .Words($"for {wish.ResolutionPercent:0.##} %")
            .Words($"in {wish.CaseSeconds / 60:0.#} min");
        foreach (var duration in workload.Durations)
        {
            foreach (var (index, metric) in duration.Metrics.Index())
            {
                table.Add([
                    .. index > 0 ? ["", "", "", ""] : Front(duration, duration == best),
                    metric.Name,
                    Spread(metric.RoundPercent, metric.RoundPercentLow, metric.RoundPercentHigh),
                    Rounds(metric.RoundsNeeded),
                    Spread(metric.ReachedPercent, metric.ReachedPercentLow, metric.ReachedPercentHigh),
                ]);
            }
        }
        text.Append(table).AppendLine(Advice(workload, wish)).AppendLine();
    }

    private static IEnumerable<string> Front(PlannedDuration duration, bool isBest) =>
        [isBest ? "*" : "", $"{duration.LoadSeconds:0.###} s", $"{duration.Runs}", $"{duration.BesideSeconds:0.0} s"];

    private static string Advice(PlannedWorkload workload, PlanWish wish)
    {
        var best = workload.Best;
        return workload.IsReached
            ? $"  -> loads of {best.LoadSeconds:0.###} s, {workload.RecommendedRounds} rounds: {wish.ResolutionPercent:0.##} % within "
                + $"{best.NeededSeconds / 60:0.0} min a case at most"
            : (FormattableString)
                $"  -> {wish.ResolutionPercent:0.##} % is out of reach in {wish.CaseSeconds / 60:0.#} min; nearest: loads of "
                + $"{best.LoadSeconds:0.###} s, {workload.RecommendedRounds} rounds, {Number(best.ReachedPercent)} %";
    }

    private static string Rounds(int? rounds) => rounds is { } count ? $"{count} rounds" : "over 2000";

    private static string Spread(double? value, double? low, double? high) =>
        value is null ? UnitScale.Missing : $"{Number(value)} % ({Number(low)} to {Number(high)})";

    private static string Number(double? value) =>
        value is not { } number || !double.IsFinite(number)
            ? UnitScale.Missing
            : number.ToString(
                number >= 10 ? "0"
                    : number >= 1 ? "0.0"
                    : "0.00",
                CultureInfo.InvariantCulture
            );
}
