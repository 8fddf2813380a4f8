using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Attribution;

/// <summary>
/// CPU of the traffic that the runs with the tool took more than baselines would have for the same work, in percent of a core.
/// </summary>
/// <remarks>
/// For a round with the traffic's CPU T in the middle run and CPU for each unit of work u (gigabytes, or transactions) in all three:
/// <code>extra = T × (1 - u_before / u_middle)   and   T × (1 - u_after / u_middle)</code>
/// which at equal rates are the plain differences, and at a lower rate do not credit the tool with the work that it prevented. Their
/// trimmed mean and its bounds are made as those of the metrics are: a page must not show a cost in one place and none in another.
/// </remarks>
internal static class ExtraCpu
{
    /// <summary>Metric that tells CPU for each unit of work.</summary>
    public static Metric PerUnit(TestType type) => type == TestType.Latency ? Metric.CpuPerTransaction : Metric.CpuPerGigabyte;

    /// <param name="stored">The stored baseline that stands for baselines of the rounds' own; the result has no bounds then.</param>
    /// <param name="alpha">Error rate of each bound.</param>
    /// <returns>Null when no round tells.</returns>
    public static CpuInterval? Of(TestType type, IReadOnlyList<RoundRecord> validRounds, StoredBaseline? stored, double alpha)
    {
        var unit = PerUnit(type).Name;
        var rounds = validRounds
            .Where(round => round.Values.ContainsKey(unit) && round.Values.ContainsKey(Metric.TrafficCpu.Name))
            .Select(round => (Traffic: round.Values[Metric.TrafficCpu.Name].Middle, Units: round.Values[unit]))
            .ToList();
        if (stored is not null)
            return OfStored(
                rounds,
                [.. stored.Runs.Where(run => run.Metrics.ContainsKey(unit)).Select(run => run.Metrics[unit]).Where(Overhead.IsUsable)]
            );
        var extras = rounds
            .Select(round =>
                (
                    Before: Extra(round.Traffic, round.Units.Before, round.Units.Middle),
                    After: Extra(round.Traffic, round.Units.After, round.Units.Middle)
                )
            )
            .Where(round => round is { Before: not null, After: not null })
            .Select(round => (round.Before!.Value, round.After!.Value))
            .ToList();
        return extras.Count == 0 ? null : Interval(extras, alpha);
    }

    /// <summary>
    /// Trimmed mean of the differences of chained rounds to the baseline before each and to the one after it, with one-sided bounds of an
    /// error rate each.
    /// </summary>
    public static CpuInterval Interval(IReadOnlyList<(double Before, double After)> rounds, double alpha)
    {
        var mean = ChainedTrimmedMean.Of(rounds);
        var margin = mean.Margin(alpha);
        return new CpuInterval(mean.Mean, mean.Mean - margin, mean.Mean + margin);
    }

    private static CpuInterval? OfStored(List<(double Traffic, RoundValues Units)> rounds, List<double> storedUnits)
    {
        var extras =
            storedUnits.Count == 0
                ? []
                : rounds.Select(round => Extra(round.Traffic, GeometricMean.Of(storedUnits), round.Units.Middle)).OfType<double>().ToList();
        return extras.Count == 0 ? null : new CpuInterval(ArithmeticMean.Of(extras), null, null);
    }

    private static double? Extra(double traffic, double before, double middle) =>
        Overhead.IsUsable(traffic) && Overhead.IsUsable(middle) && Overhead.IsUsable(before) ? traffic * (1 - (before / middle)) : null;
}
