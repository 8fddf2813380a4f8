using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>Decides what comes next in a case, from its evidence alone.</summary>
internal static class CasePlan
{
    public static CaseStep Next(CaseEvidence evidence, Thresholds thresholds)
    {
        if (IsOver(evidence, thresholds))
            return CaseStep.Done;
        if (evidence is { IsBaseline: false, Exposure: null })
            return CaseStep.Prove;
        if (evidence is { IsBaseline: true, LacksSamples: true })
            return CaseStep.Sample;
        if (SentinelPlan.IsDue(evidence, LookPlan.For(evidence, thresholds), thresholds.StoredBaseline.SentinelRuns))
            return CaseStep.Sentinel;
        if (NextLook(evidence, thresholds) is not null)
            return CaseStep.Round;
        // A tool that stopped to work on its way would make the rounds worthless; without rounds there is nothing to protect.
        return evidence is { IsBaseline: false, Exposure.LacksEnd: true } && evidence.ValidRounds.Count > 0
            ? CaseStep.ProveAgain
            : CaseStep.Done;
    }

    /// <summary>
    /// The number of valid rounds to reach before the next look; null when no round follows. Between two looks it stays the same,
    /// whatever the data say.
    /// </summary>
    public static int? NextLook(CaseEvidence evidence, Thresholds thresholds)
    {
        if (IsOver(evidence, thresholds) || SentinelCheck.Disagreements(evidence, thresholds).Any())
            return null;
        var plan = LookPlan.For(evidence, thresholds);
        var rounds = evidence.ValidRounds.Count;
        if (rounds == 0 || evidence.IsBaseline)
            return plan.Next(rounds);
        var decisions = evidence
            .BudgetPercent.Select(budget => MetricEstimate.Of(budget.Key, evidence, plan.AlphaAt(rounds)).Decide(budget.Value))
            .ToList();
        var decided =
            decisions.Contains(Verdict.Fail) || (!decisions.Contains(Verdict.Inconclusive) && !ToolFailures.ForbidPass(evidence, plan));
        return decisions.Contains(Verdict.Invalid) || (decided && plan.IsLook(rounds)) ? null : plan.Next(rounds);
    }

    private static bool IsOver(CaseEvidence evidence, Thresholds thresholds) =>
        evidence.CutShort || evidence.ExposureProblems.Count > 0 || CaseValidity.IsBeyondRepair(evidence, thresholds);
}
