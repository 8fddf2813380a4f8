using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results;
using static PerfTests.Infrastructure.Analysis.PercentText;

namespace PerfTests.Infrastructure.Analysis;

/// <summary>Why a verdict is what it is, in sentences with numbers, the most important first.</summary>
internal static class VerdictReasons
{
    public static IEnumerable<string> Of(CaseEvidence evidence, Thresholds thresholds, IReadOnlyList<MetricVerdict> metrics)
    {
        var rounds = evidence.ValidRounds.Count;
        if (evidence.CutShort)
            yield return LookPlan.For(evidence, thresholds).Next(rounds) is { } next
                ? $"cut short after {RoundList.Count(rounds)}, before the look at {next}"
                : $"cut short after {RoundList.Count(rounds)}";
        foreach (var reason in evidence.IsBaseline ? Baseline(evidence, thresholds, metrics) : Tool(evidence, thresholds, metrics))
            yield return reason;
        foreach (var cause in evidence.DroppedRounds.GroupBy(round => round.DroppedBecause))
            yield return $"{RoundList.Of([.. cause])} dropped: {cause.Key}";
        if (evidence.Stored is { Runs.Count: > 0 } stored)
            yield return OfStored(stored, evidence);
        foreach (var reason in ExposureReasons.Of(evidence.Exposure))
            yield return reason;
        if (evidence.ResumedFrom is { } from)
            yield return $"resumed: measured from {from.UtcDateTime:yyyy-MM-dd HH:mm} UTC on, in more than one session";
    }

    private static IEnumerable<string> Tool(CaseEvidence evidence, Thresholds thresholds, IReadOnlyList<MetricVerdict> metrics)
    {
        var rounds = RoundList.Count(evidence.ValidRounds.Count);
        if (evidence.BudgetPercent.Count == 0)
            yield return "no budget applies to this case, so there is nothing to judge: give it one in thresholds.yaml";
        if (evidence.CutShort && evidence.Exposure is null)
            yield return "stopped before the tool's presence was proven";
        if (evidence is { CutShort: true, Exposure.LacksEnd: true })
            yield return "stopped before the tool's presence was proven again after the rounds";
        foreach (var metric in metrics.OrderBy(metric => metric.Verdict switch { Verdict.Fail => 0, Verdict.Inconclusive => 1, _ => 2 }))
            if (metric is { BudgetPercent: { } budget, OverheadPercent: not null, Verdict: not Verdict.Invalid })
                yield return $"{metric.Name}{Bounds(metric, rounds)} its budget of {Budget(budget)} %";
        if (evidence.CappedAt is { } cap && evidence.ValidRounds.Count > 0)
            yield return CappedLoad(cap, evidence, metrics);
        foreach (var (name, budget) in evidence.BudgetPercent)
            if (SmallestOf(name, evidence, thresholds) is { } smallest && budget < smallest)
                yield return $"the budget of {Budget(budget)} % for {name} is under the noise floor: "
                    + $"with {rounds} the baselines here show {Plain(smallest)} % at best";
    }

    private static string OfStored(StoredBaseline stored, CaseEvidence evidence)
    {
        var drifts = evidence.BudgetPercent.Keys.Select(Metric.Find).OfType<Metric>()
            .Select(metric => (metric, StoredComparison.Of(metric, stored)))
            .Where(compared => compared.Item2 is not null)
            .Select(compared => $"{compared.metric.Name} {Signed(Overhead.Percent(compared.metric.Worse, compared.Item2!.Drift.Difference))} %");
        return $"stored baseline of {stored.Runs.Min(run => run.StartTime).UtcDateTime:yyyy-MM-dd HH:mm} to {stored.Runs.Max(run => run.StartTime).UtcDateTime:yyyy-MM-dd HH:mm} UTC, "
            + $"{stored.Runs.Count} runs; drift by {stored.Sentinels.Count} sentinel runs: {string.Join(", ", drifts.DefaultIfEmpty("unknown"))}";
    }

    private static string CappedLoad(string cap, CaseEvidence evidence, IReadOnlyList<MetricVerdict> metrics)
    {
        var carried = evidence.BudgetPercent.Keys.Where(name => Metric.Find(name)?.IsOfCpu == true).ToList();
        return $"the load is capped at {cap} for each stream, so a tool that leaves headroom takes CPU and no throughput: "
            + (carried.Count > 0 ? $"{string.Join(" and ", carried)} {(carried.Count > 1 ? "carry" : "carries")} this verdict"
                : $"no metric of CPU has a budget here{Rise(metrics)}");
    }

    private static string Rise(IReadOnlyList<MetricVerdict> metrics) =>
        metrics.FirstOrDefault(metric => metric.Name == Metric.OfCappedLoads.Name) is { OverheadPercent: { } overhead, LowPercent: { } low, HighPercent: { } high }
            ? $", and {Metric.OfCappedLoads.Name} rose by {Signed(overhead)} % ({Plain(low)} to {Plain(high)})"
            : "";

    private static string Bounds(MetricVerdict metric, string rounds) => metric switch
    {
        { LowPercent: null } or { HighPercent: null } => $" has no bounds after {rounds} to hold against",
        { Verdict: Verdict.Inconclusive } when metric.HighPercent <= metric.BudgetPercent && metric.MeanOverheadPercent > metric.BudgetPercent =>
            $": the cost comes in some rounds only: between {Signed(metric.LowPercent.Value)} % and {Signed(metric.HighPercent.Value)} % in the middle ones, "
            + $"but {Signed(metric.MeanOverheadPercent.Value)} % in the mean of all {rounds}, over",
        { Verdict: Verdict.Pass } => $": the upper bound {Signed(metric.HighPercent.Value)} % is within",
        { Verdict: Verdict.Fail } => $": the lower bound {Signed(metric.LowPercent.Value)} % is over",
        _ => $" is between {Signed(metric.LowPercent.Value)} % and {Signed(metric.HighPercent.Value)} % after {rounds}, undecided against",
    };

    private static IEnumerable<string> Baseline(CaseEvidence evidence, Thresholds thresholds, IReadOnlyList<MetricVerdict> metrics)
    {
        var primary = Metric.Primary(evidence.TestType);
        if (NoiseFloor.Of(primary, evidence.ValidRounds, middleIsBaseline: true) is { } floor
            && SmallestOf(primary.Name, evidence, thresholds) is { } percent)
            yield return $"noise floor of {primary.Name}: one round spreads by {Plain(floor.RoundPercent)} %, "
                + $"so with {RoundList.Count(thresholds.Looks[^1])} the smallest overhead that shows is {Plain(percent)} %";
        else if (evidence.ValidRounds.Count > 0)
            yield return $"noise floor of {primary.Name} is unknown: too few usable baseline runs";
        foreach (var metric in metrics.Where(metric => metric.Name == primary.Name && (metric.LowPercent > 0 || metric.HighPercent < 0)))
            yield return $"{metric.Name} differs between equal baselines, by {Signed(metric.LowPercent!.Value)} % to "
                + $"{Signed(metric.HighPercent!.Value)} %: the order of the runs seems to bias this environment";
        foreach (var budget in evidence.DependentBudgets)
            if (SmallestOf(budget.Metric, evidence, thresholds) is { } smallest && budget.Percent < smallest)
                yield return $"the budget of {Budget(budget.Percent)} % for {budget.Metric} of {budget.Case} "
                    + $"is under the noise floor of {Plain(smallest)} %";
    }

    private static double? SmallestOf(string metricName, CaseEvidence evidence, Thresholds thresholds) =>
        Metric.Find(metricName) is { } metric ? SmallestOverhead.Of(metric, evidence, thresholds) : null;
}
