using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Analysis.Exposure;

/// <summary>
/// What a tool's own programs take for each unit of the load's work, from what the kernel counted in the exposure runs. The rule is told in
/// <c>docs/explanation/exposure.md</c>.
/// </summary>
internal static class ProgramCosts
{
    // In a packet's way neither the clock's code nor the counters are in the caches as they are in a loop.
    private const double MostOfCounting = 2;

    private sealed record Unit(Metric Metric, string Per, Func<ExposedTraffic, double?> Count, double BaselineNanoseconds);

    private static readonly Unit RoundTrip = new(Metric.MeanLatency, "round trip", traffic => traffic.Transactions, 1e3);
    private static readonly Unit Transaction = new(Metric.CpuPerTransaction, "transaction", traffic => traffic.Transactions, 1);
    private static readonly Unit Packet = new(Metric.CpuPerPacket, "packet", traffic => traffic.ReceivedPackets, 1);
    private static readonly Unit Gigabyte = new(Metric.CpuPerGigabyte, "gigabyte", traffic => traffic.PayloadGigabytes, 1e9);

    /// <param name="metrics">The case's metrics, for what the baselines take.</param>
    /// <returns>Null when no exposure run tells.</returns>
    public static ProgramCost? Of(ExposureRecord? exposure, TestType type, IReadOnlyList<MetricVerdict> metrics)
    {
        if (exposure is null)
            return null;
        var runs = new[] { (exposure.Programs, exposure.Traffic), (Programs: exposure.EndPrograms ?? [], Traffic: exposure.EndTraffic) }
            .Where(run => run.Programs.Count > 0 && run.Traffic is not null)
            .Select(run => (run.Programs, Traffic: run.Traffic!))
            .ToList();
        var shares = UnitsOf(type).Select(unit => Share(unit, runs, metrics)).OfType<ProgramCostShare>().ToList();
        return shares.Count == 0
            ? null
            : new ProgramCost
            {
                ExposureRuns = runs.Count,
                IsNetOfCounting = runs.SelectMany(run => run.Programs)
                    .All(program => program.RunCount <= 0 || program.Counting is not null),
                Shares = shares,
            };
    }

    /// <summary>
    /// Whether the programs alone take more than a budget of CPU allows: by the lower bound, and with the counting left out.
    /// </summary>
    public static bool AreOverBudget(ProgramCost? cost, MetricVerdict metric) =>
        cost is { IsNetOfCounting: true }
        && Metric.Find(metric.Name) is { IsOfCpu: true }
        && cost.Of(metric.Name)?.LowPercent > metric.BudgetPercent;

    /// <summary>Whether the programs alone make a metric fail, which the rounds by themselves leave open.</summary>
    public static bool DecideAlone(ProgramCost? cost, MetricVerdict metric) =>
        metric.Verdict == Verdict.Fail
        && AreOverBudget(cost, metric)
        && !(metric.LowPercent > metric.BudgetPercent && !(metric.MeanLowPercent <= metric.BudgetPercent));

    private static IEnumerable<Unit> UnitsOf(TestType type) =>
        type switch
        {
            TestType.Latency => [RoundTrip, Transaction, Packet],
            TestType.Pps => [Packet, Gigabyte],
            _ => [Gigabyte, Packet],
        };

    private static ProgramCostShare? Share(
        Unit unit,
        List<(IReadOnlyList<ExposedProgram> Programs, ExposedTraffic Traffic)> runs,
        IReadOnlyList<MetricVerdict> metrics
    )
    {
        if (runs.Count == 0 || runs.Any(run => !(unit.Count(run.Traffic) > 0)))
            return null;
        var hasBounds = runs.Count > 1;
        var share = new ProgramCostShare
        {
            Metric = unit.Metric.Name,
            Per = unit.Per,
            Nanoseconds = runs.Average(run => Each(run, counting => counting.Nanoseconds, Between)),
            Low = hasBounds
                ? runs.Min(run => Each(run, counting => MostOfCounting * counting.High, program => program.MostIdleRuns))
                : null,
            High = hasBounds ? runs.Max(run => Each(run, counting => counting.Low, program => program.LeastIdleRuns)) : null,
        };
        if (metrics.FirstOrDefault(metric => metric.Name == unit.Metric.Name) is not { Baseline: > 0 } metric)
            return share;
        var baseline = metric.Baseline.Value * unit.BaselineNanoseconds;
        // What the baselines take is known at least as well as the difference to them.
        var uncertainty = (metric.HighPercent - metric.LowPercent) / 200;
        return share with
        {
            Percent = 100 * share.Nanoseconds / baseline,
            LowPercent = 100 * share.Low / (baseline * (1 + uncertainty)),
            HighPercent = uncertainty < 1 ? 100 * share.High / (baseline * (1 - uncertainty)) : null,
        };

        double Each(
            (IReadOnlyList<ExposedProgram> Programs, ExposedTraffic Traffic) run,
            Func<CountingCost, double> counting,
            Func<ExposedProgram, double?> idleRuns
        ) =>
            run.Programs.Sum(program =>
                NanosecondsPerRun(program, program.Counting is { } cost ? counting(cost) : 0)
                * Math.Max(0, program.RunCount - (idleRuns(program) ?? 0))
            ) / unit.Count(run.Traffic)!.Value;

        static double? Between(ExposedProgram program) => (program.LeastIdleRuns + program.MostIdleRuns) / 2;
    }

    /// <summary>Mean time of one run without what counting adds to it, in nanoseconds; 0 for a program that never ran.</summary>
    public static double NanosecondsPerRun(ExposedProgram program) => NanosecondsPerRun(program, program.Counting?.Nanoseconds ?? 0);

    private static double NanosecondsPerRun(ExposedProgram program, double counting) =>
        program.RunCount <= 0 ? 0 : Math.Max(0, ((double)program.RunTimeNanoseconds / program.RunCount) - counting);
}
