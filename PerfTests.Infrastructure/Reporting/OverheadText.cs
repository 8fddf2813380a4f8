using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>Overheads and verdicts in words; every report says them the same way.</summary>
internal static class OverheadText
{
    /// <summary>A signed overhead, as in <c>+3.1 %</c>; a dash when there is none.</summary>
    public static string Percent(double? percent) =>
        percent is { } value && double.IsFinite(value) ? $"{Signed(value, value)} %" : UnitScale.Missing;

    /// <summary>A size without a sign, such as a budget or a noise floor: <c>5 %</c>.</summary>
    public static string Size(double? percent) =>
        percent is { } value && double.IsFinite(value) ? $"{value:0.##} %" : UnitScale.Missing;

    /// <summary>The overhead and its one-sided bounds, as in <c>+3.1 % (2.4 to 3.8)</c>.</summary>
    public static string WithInterval(MetricVerdict? metric)
    {
        if (metric?.OverheadPercent is not { } estimate || !double.IsFinite(estimate))
            return UnitScale.Missing;
        if (metric.LowPercent is not { } low || metric.HighPercent is not { } high || !double.IsFinite(low) || !double.IsFinite(high))
            return Percent(estimate);
        var largest = Math.Max(Math.Abs(estimate), Math.Max(Math.Abs(low), Math.Abs(high)));
        return $"{Signed(estimate, largest)} % ({Plain(low, largest)} to {Plain(high, largest)})";
    }

    /// <summary>The case's answer in one sentence, with the numbers of its leading metric.</summary>
    public static string Sentence(ReportedCase reported)
    {
        var metric = reported.Leading;
        var measured = metric is null ? UnitScale.Missing : $"{TitleOf(metric)} {WithInterval(metric)}";
        return (reported.Verdict, metric) switch
        {
            (Verdict.Invalid, _) or (_, null) => FirstReason(reported),
            (_, { BudgetPercent: null }) => $"{measured}; no budget is set.",
            (Verdict.Pass, _) => $"{measured}, within the budget of {Size(metric.BudgetPercent)}.",
            (Verdict.Fail, _) => $"{measured}, over the budget of {Size(metric.BudgetPercent)}.",
            _ => $"{measured}, too uncertain for the budget of {Size(metric.BudgetPercent)}.",
        };
    }

    public static string TitleOf(MetricVerdict metric) => Metric.Find(metric.Name)?.Title ?? metric.Name;

    private static string FirstReason(ReportedCase reported) => reported.Result.Verdict.Reasons is [var reason, ..]
        ? reason
        : "No reason was recorded.";

    private static string Signed(double value, double largest) => value.ToString(Math.Abs(largest) switch
    {
        >= 1e6 => "+0.0e+0;-0.0e+0",
        >= 100 => "+0;-0;0",
        >= 0.1 or 0 => "+0.0;-0.0;0.0",
        _ => "+0.00;-0.00;0.00",
    });

    private static string Plain(double value, double largest) => Signed(value, largest).TrimStart('+');
}
