using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>Why a stored baseline does not carry a verdict, in sentences with numbers.</summary>
internal static class SentinelCheck
{
    /// <summary>What speaks against the stored baseline, given everything that was measured.</summary>
    public static IEnumerable<string> Problems(CaseEvidence evidence, Thresholds thresholds)
    {
        if (evidence.Stored is not { } stored)
            return [];
        return Shape(evidence, stored, thresholds).Concat(Disagreements(evidence, thresholds));
    }

    /// <summary>Budgeted metrics in which the sentinel runs differ from the stored ones: the host is not what it was.</summary>
    public static IEnumerable<string> Disagreements(CaseEvidence evidence, Thresholds thresholds)
    {
        if (evidence.Stored is not { } stored || stored.Sentinels.Count < thresholds.StoredBaseline.SentinelRuns)
            yield break;
        foreach (var (name, budget) in evidence.BudgetPercent)
        {
            if (Metric.Find(name) is not { } metric || StoredComparison.Of(metric, stored) is not { } compared)
                continue;
            var allowed = compared.AllowedDrift(budget);
            if (Math.Abs(compared.Drift.Difference) > allowed)
            {
                yield return $"{name}: the {compared.Sentinels} sentinel runs differ by {Percent(metric, compared.Drift.Difference)} % "
                    + $"from the {compared.Stored} stored baseline runs, {PercentText.Plain(Overhead.Percent(metric.Worse, allowed))} % "
                    + $"would agree: "
                    + "the host is not what it was; measure with baseline: interleaved";
            }
        }
    }

    private static IEnumerable<string> Shape(CaseEvidence evidence, StoredBaseline stored, Thresholds thresholds)
    {
        var rule = thresholds.StoredBaseline;
        if (stored.Runs.DistinctBy(run => run.Folder).Count() is var runs && runs < Math.Max(rule.MinRuns, 2))
            yield return $"{runs} stored baseline runs, {rule.MinRuns} needed";
        if (stored.Runs.Count > runs)
            yield return "a stored baseline run is listed more than once";
        if (
            stored.Sentinels.Count > 0
            && stored.Runs.Where(run => stored.Sentinels.Min(sentinel => sentinel.StartTime) - run.StartTime > rule.MaxAge).ToList()
                is [var old, ..]
        )
            yield return $"the stored baseline run {old.Folder} is older than {rule.MaxAgeHours:0.#} h";
        if (stored.Sentinels.Select(run => run.Folder).Intersect(stored.Runs.Select(run => run.Folder)).Any())
            yield return "a sentinel run is one of the stored runs: it proves nothing";
        if (
            !evidence.CutShort
            && evidence.ValidRounds.Count > 0
            && (
                stored.Sentinels.DistinctBy(run => run.Folder).Count() < rule.SentinelRuns
                || stored.Sentinels.All(run => run.AfterRounds != 0)
                || stored.Sentinels.All(run => run.AfterRounds < evidence.ValidRounds.Count)
            )
        )
            yield return $"{stored.Sentinels.Count} sentinel runs, {rule.SentinelRuns} needed, from before the first tool run to after "
                + $"the last: nothing shows that the host is still what it was";
        foreach (var name in evidence.BudgetPercent.Keys)
            if (
                Metric.Find(name) is { } metric
                && stored
                    .Runs.Concat(stored.Sentinels.Select(run => new StoredRun(run.Folder, run.StartTime, run.Metrics)))
                    .Where(run => !Overhead.IsUsable(run.Metrics.GetValueOrDefault(metric.Name, double.NaN)))
                    .ToList()
                    is [var bad, ..]
            )
                yield return $"{name} is missing, zero, negative or not a number in the baseline run {bad.Folder}";
    }

    private static string Percent(Metric metric, double logRatio) => PercentText.Signed(Overhead.Percent(metric.Worse, logRatio));
}
