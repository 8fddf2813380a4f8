using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>A metric in which equal baselines differed, as the last A/A case under the same conditions showed.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="LowPercent">Lower bound of the difference, in percent; positive is worse in the middle.</param>
/// <param name="HighPercent">Its upper bound.</param>
/// <param name="MeasuredAt">When the A/A case was judged.</param>
internal sealed record BaselineBias(string Metric, double LowPercent, double HighPercent, DateTimeOffset MeasuredAt)
{
    /// <summary>The biases of an A/A case among some metrics; none of a case that did not pass.</summary>
    public static IReadOnlyList<BaselineBias> Of(CaseVerdict baseline, IEnumerable<string> metrics) =>
        baseline.Verdict != Verdict.Pass
            ? []
            :
            [
                .. from metric in baseline.Metrics
                where Differs(metric) && metrics.Contains(metric.Name)
                select new BaselineBias(metric.Name, metric.LowPercent!.Value, metric.HighPercent!.Value, baseline.Time),
            ];

    /// <summary>Whether the bounds of a difference exclude that there is none.</summary>
    public static bool Differs(MetricVerdict metric) =>
        metric is { LowPercent: not null, HighPercent: not null } and ({ LowPercent: > 0 } or { HighPercent: < 0 });

    public override string ToString() =>
        $"equal baselines differed in {Metric} here, by {PercentText.Signed(LowPercent)} % to {PercentText.Signed(HighPercent)} % "
        + $"(measured {MeasuredAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC): so much of an overhead may come from the order of the runs; one "
        + "A/A case in ten shows it by chance";
}
