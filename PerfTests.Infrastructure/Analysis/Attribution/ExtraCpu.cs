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
/// For a round with the traffic's CPU T in a run in the middle and CPU for each unit of work u (gigabytes, or transactions) in all runs:
/// <code>extra = T × (1 - u_baseline / u_middle)      for each run in the middle and each baseline beside it</code>
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
        var extras = rounds.Select(round => Extras(round.Traffic, round.Units)).OfType<double[]>().ToList();
        return extras.Count == 0 ? null : Interval(extras, alpha);
    }

    /// <summary>
    /// Trimmed mean over rounds of the differences between the runs in the middle and the baselines beside them, with one-sided bounds of
    /// an error rate each.
    /// </summary>
    public static CpuInterval Interval(IReadOnlyList<double[]> rounds, double alpha)
    {
        var mean = RoundMean.Trimmed(rounds);
        var margin = mean.Margin(alpha);
        return new CpuInterval(mean.Mean, mean.Mean - margin, mean.Mean + margin);
    }

    private static CpuInterval? OfStored(List<(IReadOnlyList<double> Traffic, RoundValues Units)> rounds, List<double> storedUnits)
    {
        var extras =
            storedUnits.Count == 0
                ? []
                : rounds
                    .SelectMany(round =>
                        round.Traffic.Zip(round.Units.Middle, (traffic, middle) => Extra(traffic, GeometricMean.Of(storedUnits), middle))
                    )
                    .OfType<double>()
                    .ToList();
        return extras.Count == 0 ? null : new CpuInterval(ArithmeticMean.Of(extras), null, null);
    }

    private static double[]? Extras(IReadOnlyList<double> traffic, RoundValues units)
    {
        var extras = traffic
            .Zip(units.Middle)
            .SelectMany(run => units.Baseline.Select(baseline => Extra(run.First, baseline, run.Second)))
            .ToList();
        return extras.Count > 0 && extras.TrueForAll(extra => extra is not null) ? [.. extras.OfType<double>()] : null;
    }

    private static double? Extra(double traffic, double baseline, double middle) =>
        Overhead.IsUsable(traffic) && Overhead.IsUsable(middle) && Overhead.IsUsable(baseline) ? traffic * (1 - (baseline / middle)) : null;
}
