using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis;

/// <summary>The relative change of a metric, signed so that positive is worse.</summary>
internal static class Overhead
{
    /// <summary>Log ratios of a round's middle run to the baseline before it and to the one after it.</summary>
    /// <inheritdoc cref="LogRatio" path="/returns"/>
    public static (double Before, double After)? LogRatios(WorseDirection worse, RoundValues values)
    {
        if (!IsUsable(values.Before) || !IsUsable(values.Middle) || !IsUsable(values.After))
            return null;
        var (before, after) = (Math.Log(values.Middle / values.Before), Math.Log(values.Middle / values.After));
        return worse switch
        {
            WorseDirection.Higher => (before, after),
            WorseDirection.Lower => (-before, -after),
            _ => null,
        };
    }

    /// <summary>
    /// Log ratio of a round: its middle run against the geometric mean of the baselines on both sides, which cancels a linear drift.
    /// </summary>
    /// <returns>Null when a value is not a number over zero, or the metric is not compared.</returns>
    public static double? LogRatio(WorseDirection worse, RoundValues values)
    {
        if (!IsUsable(values.Before) || !IsUsable(values.Middle) || !IsUsable(values.After))
            return null;
        var higher = Math.Log(values.Middle) - (Math.Log(values.Before) + Math.Log(values.After)) / 2;
        return worse switch
        {
            WorseDirection.Higher => higher,
            WorseDirection.Lower => -higher,
            _ => null,
        };
    }

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
