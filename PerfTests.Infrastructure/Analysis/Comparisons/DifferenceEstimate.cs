using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Comparisons;

/// <summary>How B differs from A in percent, positive is worse in B, with a two-sided interval.</summary>
/// <param name="Percent">The estimate.</param>
/// <param name="LowPercent">Lower end of the interval; null when a side has a single value.</param>
/// <param name="HighPercent">Upper end of the interval.</param>
internal sealed record DifferenceEstimate(double Percent, double? LowPercent, double? HighPercent)
{
    /// <summary>Whether the interval excludes zero; null without an interval.</summary>
    public bool? IsMoreThanNoise => LowPercent is null || HighPercent is null ? null : LowPercent > 0 || HighPercent < 0;

    public static DifferenceEstimate Of(WorseDirection worse, IndependentDifference difference) =>
        new(
            Overhead.Percent(worse, difference.Mean),
            difference.Margin is { } margin ? Overhead.Percent(worse, difference.Mean - margin) : null,
            difference.Margin is { } same ? Overhead.Percent(worse, difference.Mean + same) : null
        );
}
