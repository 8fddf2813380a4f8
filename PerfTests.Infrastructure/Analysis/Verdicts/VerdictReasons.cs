using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using static PerfTests.Infrastructure.Analysis.Sentences.PercentText;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>Why a verdict is what it is, in sentences with numbers, the most important first.</summary>
internal static class VerdictReasons
{
    public static IEnumerable<string> Of(
        CaseEvidence evidence,
        Thresholds thresholds,
        IReadOnlyList<MetricVerdict> metrics,
        ProgramCost? cost
    )
    {
        var rounds = evidence.ValidRounds.Count;
        if (evidence.CutShort)
            yield return LookPlan.For(evidence, thresholds).Next(rounds) is { } next
                ? $"cut short after {RoundList.Count(rounds)}, before the look at {next}"
                : $"cut short after {RoundList.Count(rounds)}";
        foreach (
            var reason in evidence.IsBaseline
                ? BaselineReasons.Of(evidence, thresholds, metrics)
                : Tool(evidence, LookPlan.For(evidence, thresholds), metrics, cost)
        )
            yield return reason;
        foreach (var cause in evidence.DroppedRounds.GroupBy(round => round.DroppedBecause))
            yield return $"{RoundList.Of([.. cause])} dropped: {cause.Key}";
        if (evidence.Stored is { Runs.Count: > 0 } stored)
            yield return OfStored(stored, evidence);
        foreach (var reason in ExposureReasons.Of(evidence.Exposure))
            yield return reason;
        foreach (var interruption in evidence.Interruptions)
            yield return interruption;
        if (evidence.ResumedFrom is { } from)
            yield return $"resumed: measured from {from.UtcDateTime:yyyy-MM-dd HH:mm} UTC on, in more than one session";
    }

    private static IEnumerable<string> Tool(CaseEvidence evidence, LookPlan plan, IReadOnlyList<MetricVerdict> metrics, ProgramCost? cost)
    {
        var rounds = RoundList.Count(evidence.ValidRounds.Count);
        if (evidence.BudgetPercent.Count == 0)
            yield return "no budget applies to this case, so there is nothing to judge: give it one in thresholds.yaml";
        if (evidence.CutShort && evidence.Exposure is null)
            yield return "stopped before the tool's presence was proven";
        if (ToolFailures.Of(evidence) is [_, ..] failed)
            yield return $"{ToolFailures.Told(failed.Count)} ({RoundList.Of([.. failed])})"
                + (
                    ToolFailures.ForbidPass(evidence, plan) && !evidence.CutShort
                        ? ": no look was left to see whether that happens again"
                        : ""
                );
        if (evidence is { CutShort: true, Exposure.LacksEnd: true })
            yield return "stopped before the tool's presence was proven again after the rounds";
        foreach (var metric in metrics.OrderBy(metric => metric.Verdict is { } judged ? VerdictOrder.Severity(judged) : 3))
            if (metric is { BudgetPercent: { } budget, OverheadPercent: not null, Verdict: not Verdict.Invalid })
                yield return $"{metric.Name}{Alone(metric, cost) ?? Bounds(metric, rounds)} its budget of {Budget(budget)} %";
        if (cost is not null)
            yield return ProgramCostSentence.Reason(cost);
        foreach (var reason in PassLimits.Of(evidence, metrics))
            yield return reason;
        if (evidence.CappedAt is { } cap && evidence.ValidRounds.Count > 0)
            yield return CappedLoad(cap, evidence, metrics);
        var judged = metrics.Where(metric => metric.BudgetPercent is not null).ToList();
        if (evidence.ValidRounds.Count > 0 && judged.Count > 0)
            yield return $"noise floor here, the smallest overhead that {rounds} can show: {string.Join(", ", judged.Select(Floor))}";
        foreach (var metric in judged.Where(metric => metric.BudgetPercent < metric.NoiseFloorPercent))
            yield return $"the budget of {Budget(metric.BudgetPercent!.Value)} % for {metric.Name} is under the noise floor: "
                + $"with {rounds} the baselines here show {Plain(metric.NoiseFloorPercent!.Value)} % at best";
        foreach (var bias in evidence.BaselineBiases)
            yield return $"known before: {bias}";
        foreach (var known in evidence.BudgetsUnderFloor)
        {
            var isUndecided = metrics.Any(metric => metric.Name == known.Metric && metric.Verdict == Verdict.Inconclusive);
            yield return $"known before: {known}{(isUndecided ? $"; {known.Remedy}" : "")}";
        }
    }

    private static string Floor(MetricVerdict metric) =>
        $"{metric.Name} {(metric.NoiseFloorPercent is { } percent && double.IsFinite(percent) ? $"{Plain(percent)} %" : "unknown")}";

    private static string OfStored(StoredBaseline stored, CaseEvidence evidence)
    {
        var drifts = evidence
            .BudgetPercent.Keys.Select(Metric.Find)
            .OfType<Metric>()
            .Select(metric => (metric, StoredComparison.Of(metric, stored)))
            .Where(compared => compared.Item2 is not null)
            .Select(compared =>
                $"{compared.metric.Name} {Signed(Overhead.Percent(compared.metric.Worse, compared.Item2!.Drift.Difference))} %"
            );
        return $"stored baseline of {stored.Runs.Min(run => run.StartTime).UtcDateTime:yyyy-MM-dd HH:mm} to "
            + $"{stored.Runs.Max(run => run.StartTime).UtcDateTime:yyyy-MM-dd HH:mm} UTC, {stored.Runs.Count} runs; drift by "
            + $"{stored.Sentinels.Count} sentinel runs: {string.Join(", ", drifts.DefaultIfEmpty("unknown"))}"
            + (
                StoredSessions.Of(stored.Runs).Count is var sessions && sessions >= StoredSessions.Fewest
                    ? $"; held against the spread of its {sessions} sessions"
                    : $"; its runs are of {sessions} {(sessions == 1 ? "session" : "sessions")}, and how much sessions differ takes "
                        + $"{StoredSessions.Fewest} to know"
            );
    }

    private static string CappedLoad(string cap, CaseEvidence evidence, IReadOnlyList<MetricVerdict> metrics)
    {
        var carried = evidence.BudgetPercent.Keys.Where(name => Metric.Find(name)?.IsOfCpu == true).ToList();
        return $"the load is capped at {cap} for each stream, so a tool that leaves headroom takes CPU and no throughput: "
            + (
                carried.Count > 0
                    ? $"{string.Join(" and ", carried)} {(carried.Count > 1 ? "carry" : "carries")} this verdict"
                    : $"no metric of CPU has a budget here{Rise(metrics)}"
            );
    }

    private static string Rise(IReadOnlyList<MetricVerdict> metrics) =>
        metrics.FirstOrDefault(metric => metric.Name == Metric.OfByteLoads.Name)
            is { OverheadPercent: { } overhead, LowPercent: { } low, HighPercent: { } high }
            ? $", and {Metric.OfByteLoads.Name} rose by {Signed(overhead)} % ({Plain(low)} to {Plain(high)})"
            : "";

    private static string? Alone(MetricVerdict metric, ProgramCost? cost) =>
        ProgramCosts.DecideAlone(cost, metric)
            ? $": the tool's programs alone take {Plain(cost!.Of(metric.Name)!.LowPercent!.Value)} % at least, over"
            : null;

    private static string Bounds(MetricVerdict metric, string rounds) =>
        metric switch
        {
            { LowPercent: null } or { HighPercent: null } => $" has no bounds after {rounds} to hold against",
            { Verdict: Verdict.Inconclusive } when MeanDoubt.ForbidsPass(metric) =>
                $" is between {Signed(metric.LowPercent.Value)} % and {Signed(metric.HighPercent.Value)} % in most rounds, but costs far "
                    + $"more in some: the mean of all {rounds} is {Signed(metric.MeanOverheadPercent!.Value)} % and up to "
                    + $"{Signed(metric.MeanHighPercent!.Value)} %, over",
            { Verdict: Verdict.Inconclusive } when MeanDoubt.ForbidsFail(metric) =>
                $" is between {Signed(metric.LowPercent.Value)} % and {Signed(metric.HighPercent.Value)} % in most rounds, but baselines "
                    + $"were far slower in some: the mean of all {rounds} is {Signed(metric.MeanOverheadPercent!.Value)} % and may be "
                    + $"{Signed(metric.MeanLowPercent!.Value)} %, within",
            { Verdict: Verdict.Pass } => $": the upper bound {Signed(metric.HighPercent.Value)} % is within",
            { Verdict: Verdict.Fail } => $": the lower bound {Signed(metric.LowPercent.Value)} % is over",
            _ => $" is between {Signed(metric.LowPercent.Value)} % and {Signed(metric.HighPercent.Value)} % after {rounds}, undecided "
                + $"against",
        };
}
