using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis;

/// <summary>The relative change of a metric, signed so that positive is worse.</summary>
internal static class Overhead
{
    /// <summary>Log ratios of a round: each run in the middle against each of its baselines.</summary>
    /// <returns>Null when a value is not a number over zero, when there is no baseline, or when the metric is not compared.</returns>
    public static double[]? LogRatios(WorseDirection worse, RoundValues values)
    {
        if (worse == WorseDirection.NotCompared || values.Baseline.Count == 0 || !values.All.All(IsUsable))
            return null;
        var sign = worse == WorseDirection.Lower ? -1 : 1;
        var ratios = new double[values.Middle.Count * values.Baseline.Count];
        for (var i = 0; i < ratios.Length; i++)
            ratios[i] = sign * Math.Log(values.Middle[i / values.Baseline.Count] / values.Baseline[i % values.Baseline.Count]);
        return ratios;
    }

    /// <summary>
    /// Log ratio of a round: its runs in the middle against the baselines on both sides, which cancels a linear drift and what comes with
    /// every second run.
    /// </summary>
    /// <inheritdoc cref="LogRatios" path="/returns"/>
    public static double? LogRatio(WorseDirection worse, RoundValues values) =>
        LogRatios(worse, values) is { } ratios ? ArithmeticMean.Of(ratios) : null;

    /// <summary>
    /// A worse-signed log ratio in percent of the baseline: <c>(ebpf - baseline) / baseline</c> where higher is worse,
    /// <c>(baseline - ebpf) / baseline</c> where lower is worse. Grows with the log ratio, so bounds stay bounds.
    /// </summary>
    public static double Percent(WorseDirection worse, double logRatio) =>
        100 * (worse == WorseDirection.Lower ? -Expm1(-logRatio) : Expm1(logRatio));

    /// <summary>
    /// The log ratio behind a percentage: the inverse of <see cref="Percent"/>. Infinite where nothing is left (100 % lost).
    /// </summary>
    public static double LogRatioOf(WorseDirection worse, double percent) =>
        worse == WorseDirection.Lower ? -Math.Log(1 - (percent / 100)) : Math.Log(1 + (percent / 100));

    public static bool IsUsable(double value) => double.IsFinite(value) && value > 0;

    // e^x - 1 without the cancellation near zero: 2 sinh(x/2) e^(x/2)
    private static double Expm1(double x) => 2 * Math.Sinh(x / 2) * Math.Exp(x / 2);
}
