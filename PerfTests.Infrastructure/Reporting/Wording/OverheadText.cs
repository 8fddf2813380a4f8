using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Wording;

/// <summary>Overheads and verdicts in words; every report says them the same way.</summary>
internal static class OverheadText
{
    /// <summary>A signed overhead, as in <c>+3.1 %</c>; a dash when there is none.</summary>
    public static string Percent(double? percent) =>
        percent is { } value && double.IsFinite(value) ? $"{Signed(value, PercentDigits.For(value))} %" : UnitScale.Missing;

    /// <summary>
    /// A size without a sign that was measured, such as a noise floor, with the digits that sentences give it: <c>24.8 %</c>.
    /// </summary>
    public static string Measured(double? percent) =>
        percent is { } value && double.IsFinite(value) ? $"{PercentDigits.For(value).Text(value)} %" : UnitScale.Missing;

    /// <summary>A size without a sign that somebody set, such as a budget: <c>5 %</c>.</summary>
    public static string Size(double? percent) => percent is { } value && double.IsFinite(value) ? $"{value:0.##} %" : UnitScale.Missing;

    /// <summary>The overhead and its one-sided bounds with the digits of the case's sentence, as in <c>+3.1 % (2.4 to 3.8)</c>.</summary>
    public static string WithInterval(MetricVerdict? metric)
    {
        if (metric?.OverheadPercent is not { } estimate || !double.IsFinite(estimate))
            return UnitScale.Missing;
        if (metric.LowPercent is not { } low || metric.HighPercent is not { } high || !double.IsFinite(low) || !double.IsFinite(high))
            return Percent(estimate);
        var digits = MetricClause.Digits(metric);
        return $"{Signed(estimate, digits)} % ({digits.Text(low)} to {digits.Text(high)})";
    }

    /// <summary>A value with its bounds where all may be missing, as in <c>+0.3 % (-0.5 to 1.1)</c>.</summary>
    public static string WithBounds(double? value, double? low, double? high)
    {
        if (value is not { } known || !double.IsFinite(known))
            return UnitScale.Missing;
        var digits = PercentDigits.For(value, low, high);
        return low is null || high is null
            ? $"{Signed(known, digits)} %"
            : $"{Signed(known, digits)} % ({digits.Text(low.Value)} to {digits.Text(high.Value)})";
    }

    public static string TitleOf(MetricVerdict metric) => Metric.Find(metric.Name)?.Title ?? metric.Name;

    private static string Signed(double value, PercentDigits digits) =>
        digits.Text(value) is var text && value > 0 && text.Any(character => character is >= '1' and <= '9') ? $"+{text}" : text;
}
