using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Attribution;

/// <summary>CPU of the traffic that the runs with the tool took more than baselines would have for the same work, in percent of a core.</summary>
/// <remarks>
/// For a round with the traffic's CPU T in the middle run and CPU for each unit of work u (gigabytes, or transactions) in all three:
/// <code>extra = T × (1 - sqrt(u_before × u_after) / u_middle)</code>
/// which at equal rates is the plain difference, and at a lower rate does not credit the tool with the work that it prevented.
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
        var storedUnits = stored?.Runs.Where(run => run.Metrics.ContainsKey(unit)).Select(run => run.Metrics[unit]).Where(Overhead.IsUsable).ToList() ?? [];
        double? storedUnit = storedUnits.Count > 0 ? GeometricMean.Of(storedUnits) : null;
        var extras = validRounds.Where(round => round.Values.ContainsKey(unit) && round.Values.ContainsKey(Metric.TrafficCpu.Name))
            .Select(round => OfRound(round.Values[Metric.TrafficCpu.Name].Middle, round.Values[unit], storedUnit)).OfType<double>().ToList();
        return extras.Count == 0 ? null : Interval(extras, stored is null ? alpha : null);
    }

    /// <summary>Mean of values of chained rounds, with one-sided bounds of an error rate each; without bounds when that is null.</summary>
    public static CpuInterval Interval(IReadOnlyList<double> values, double? alpha)
    {
        var mean = ChainedMean.Of(values);
        var margin = alpha is { } rate ? mean.Margin(rate) : null;
        return new CpuInterval(mean.Mean, mean.Mean - margin, mean.Mean + margin);
    }

    private static double? OfRound(double traffic, RoundValues units, double? storedUnit)
    {
        var before = storedUnit ?? Math.Sqrt(units.Before * units.After);
        return Overhead.IsUsable(traffic) && Overhead.IsUsable(units.Middle) && Overhead.IsUsable(before) ? traffic * (1 - (before / units.Middle)) : null;
    }
}
