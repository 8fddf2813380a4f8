using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>The noise floor of a case in percent of overhead.</summary>
internal static class SmallestOverhead
{
    /// <summary>Beyond so many rounds nobody plans: the environment is too noisy for the budget.</summary>
    private const int MostRounds = 10_000;

    /// <summary>
    /// Smallest overhead that a tool case could show by the noise of this case's baselines: with the rounds that it took, or,
    /// for a baseline case, with the most rounds that a tool case may take. Null when too few runs tell.
    /// </summary>
    public static double? Of(Metric metric, CaseEvidence evidence, Thresholds thresholds)
    {
        var toolPlan = new LookPlan(thresholds.Looks, thresholds.Confidence);
        var rounds = evidence.IsBaseline ? toolPlan.Limit : evidence.ValidRounds.Count;
        if (evidence.Stored is { } stored)
            return OfStored(metric, stored, evidence.ValidRounds, toolPlan.AlphaAt(rounds));
        return NoiseFloor.Of(metric, evidence.ValidRounds, evidence.IsBaseline)?.SmallestOverheadPercent(rounds, toolPlan.AlphaAt(rounds));
    }

    // Its tool runs have no baselines beside them: what the comparison adds to the estimate, drift included, is what hides an overhead.
    private static double? OfStored(Metric metric, StoredBaseline stored, IReadOnlyList<RoundRecord> rounds, double alpha)
    {
        if (StoredComparison.Of(metric, stored, rounds) is not { } compared || compared.Low(alpha) is not { } low)
            return null;
        var step = ReportedStep.LogRatio(
            metric,
            [.. stored.Runs.Select(run => run.Metrics[metric.Name]), .. rounds.SelectMany(round => round.Values[metric.Name].Middle)]
        );
        return Overhead.Percent(metric.Worse, Math.Max(compared.Overhead.Difference - low, step));
    }

    /// <summary>
    /// About how many rounds it takes until an overhead of the size of a budget shows; null when unknown, or when no number that anyone
    /// would plan is enough.
    /// </summary>
    public static int? RoundsFor(double budgetPercent, Metric metric, CaseEvidence evidence, Thresholds thresholds)
    {
        // So many rounds would be the last look, whose share of the error rate stays about what that of the last one is now.
        var plan = new LookPlan(thresholds.Looks, thresholds.Confidence);
        var alpha = plan.AlphaAt(plan.Limit);
        if (NoiseFloor.Of(metric, evidence.ValidRounds, evidence.IsBaseline) is not { } floor || !Shows(MostRounds))
            return null;
        var (tooFew, enough) = (1, MostRounds);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            (tooFew, enough) = Shows(middle) ? (tooFew, middle) : (middle, enough);
        }
        return enough;

        bool Shows(int rounds) => floor.SmallestOverheadPercent(rounds, alpha) <= budgetPercent;
    }
}
