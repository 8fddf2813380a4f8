using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>Makes the verdict of a case from its evidence. The rule is told in <c>docs/explanation/verdict.md</c>.</summary>
internal static class CaseJudge
{
    /// <summary>The verdict on the evidence as it is. Only at a planned look can it be Pass or Fail.</summary>
    public static CaseVerdict Judge(CaseEvidence evidence, Thresholds thresholds, DateTimeOffset time)
    {
        var plan = LookPlan.For(evidence, thresholds);
        var rounds = evidence.ValidRounds;
        var estimates = MetricOrder
            .Of(evidence.BudgetPercent.Keys.Concat(rounds.SelectMany(round => round.Values.Keys)))
            .Select(name => MetricEstimate.Of(name, evidence, plan.AlphaAt(rounds.Count)))
            .ToList();
        var problems = Problems(evidence, thresholds, estimates);
        var doubts = CaseValidity.Doubts(evidence, thresholds).ToList();
        var metrics = estimates
            .Select(estimate =>
                MetricVerdictOf(estimate, evidence, plan, problems.Count > 0) with
                {
                    NoiseFloorPercent = estimate.Metric is { Worse: not WorseDirection.NotCompared } metric
                        ? SmallestOverhead.Of(metric, evidence, thresholds)
                        : null,
                }
            )
            .ToList();
        var cost = evidence.IsBaseline ? null : ProgramCosts.Of(evidence.Exposure, evidence.TestType, metrics);
        if (MissingProgramCpu.Of(evidence, cost, thresholds) is { } missing)
            doubts.Add(missing);
        else if (problems.Count == 0 && plan.IsLook(rounds.Count))
            metrics =
            [
                .. metrics.Select(metric => ProgramCosts.AreOverBudget(cost, metric) ? metric with { Verdict = Verdict.Fail } : metric),
            ];
        var verdict =
            problems.Count > 0 ? Verdict.Invalid
            : evidence.IsBaseline ? FoldBaseline(rounds.Count, plan)
            : Fold(metrics, evidence, plan);
        // What is known to be over its budget stays so; what seems to be within it is not believed.
        if (doubts.Count > 0 && (verdict == Verdict.Pass || (verdict == Verdict.Inconclusive && !evidence.CutShort)))
        {
            verdict = Verdict.Invalid;
            metrics = [.. metrics.Select(metric => metric.Verdict is null ? metric : metric with { Verdict = Verdict.Invalid })];
        }
        return new CaseVerdict
        {
            Case = evidence.Case,
            Verdict = verdict,
            Reasons = [.. problems, .. doubts, .. VerdictReasons.Of(evidence, thresholds, metrics, cost)],
            Rounds = rounds.Count,
            DroppedRounds = evidence.DroppedRounds.Count,
            Confidence = thresholds.Confidence,
            Metrics = metrics,
            Exposure = evidence.Exposure,
            ProgramCost = cost,
            NoiseFloorPercent = SmallestOverhead.Of(Metric.Primary(evidence.TestType), evidence, thresholds),
            StoredBaseline = evidence.Stored is { Runs.Count: > 0 } stored
                ? new StoredBaselineUse(
                    stored.Runs.Min(run => run.StartTime),
                    stored.Runs.Max(run => run.StartTime),
                    stored.Runs.Count,
                    stored.Sentinels.Count
                )
                : null,
            ResumedFrom = evidence.ResumedFrom,
            CappedAt = evidence.CappedAt,
            CutShort = evidence.CutShort,
            ToolFailures = ToolFailures.Of(evidence).Count,
            Noise = BaselineNoise.Of(evidence, thresholds),
            Rule = evidence.Stored is null
                ? TermsOf(evidence, thresholds).Rule with
                {
                    StoredBaseline = null,
                }
                : TermsOf(evidence, thresholds).Rule,
            Time = time,
        };
    }

    /// <summary>By what a case is judged: all that a verdict takes from the configuration.</summary>
    public static JudgingTerms TermsOf(CaseEvidence evidence, Thresholds thresholds) =>
        new()
        {
            BudgetPercent = evidence.BudgetPercent,
            Confidence = thresholds.Confidence,
            Rule = new JudgingRule
            {
                Looks = thresholds.Looks,
                BaselineRounds = thresholds.BaselineRounds,
                MaxDroppedRounds = thresholds.MaxDroppedRounds,
                MaxDroppedShare = thresholds.MaxDroppedShare,
                Validity = thresholds.Validity.InForce,
                InconclusiveFails = thresholds.FailOnInconclusive,
                StoredBaseline = thresholds.StoredBaseline,
            },
        };

    // Too few rounds are a problem unless the case was cut short.
    private static Verdict FoldBaseline(int rounds, LookPlan plan) => rounds < plan.Limit ? Verdict.Inconclusive : Verdict.Pass;

    private static Verdict Fold(List<MetricVerdict> metrics, CaseEvidence evidence, LookPlan plan)
    {
        var judged = metrics.Where(metric => metric.Verdict is not null).Select(metric => metric.Verdict!.Value).ToList();
        if (judged.Count == 0 || evidence.Exposure is null or { LacksEnd: true })
            return Verdict.Inconclusive;
        if (judged.Contains(Verdict.Fail))
            return Verdict.Fail;
        return judged.Contains(Verdict.Inconclusive) || ToolFailures.ForbidPass(evidence, plan) ? Verdict.Inconclusive : Verdict.Pass;
    }

    private static List<string> Problems(CaseEvidence evidence, Thresholds thresholds, List<MetricEstimate> estimates)
    {
        var problems = evidence.ExposureProblems.ToList();
        var dropped = evidence.DroppedRounds;
        var rounds = evidence.ValidRounds.Count;
        if (dropped.Count > CaseValidity.Allowed(evidence, thresholds))
            problems.Add(DroppedRounds.TooMany(dropped, CaseValidity.Allowed(evidence, thresholds)));
        if (problems.Count == 0 && dropped.FirstOrDefault(CaseValidity.IsInvalidating) is { } spoiled)
            problems.Add($"round {spoiled.Number}: {spoiled.DroppedBecause}");
        if (rounds == 0 && (!evidence.CutShort || dropped.Count > 0))
            problems.Add(DroppedRounds.NoneValid(dropped));
        if (rounds > 0)
            problems.AddRange(
                estimates
                    .Where(estimate => evidence.BudgetPercent.ContainsKey(estimate.Name))
                    .Select(estimate => estimate.Problem)
                    .OfType<string>()
            );
        problems.AddRange(SentinelCheck.Problems(evidence, thresholds));
        if (evidence.CutShort)
            return problems;
        if (!evidence.IsBaseline && evidence.Exposure is null && evidence.ExposureProblems.Count == 0)
            problems.Add("nothing proves that the tool was there: no exposure was recorded; measure the case again");
        if (evidence is { Exposure.LacksEnd: true, ExposureProblems.Count: 0 } && rounds > 0)
            problems.Add(
                "nothing proves that the tool still worked after the rounds: no second exposure was recorded; measure the case again"
            );
        if (evidence.IsBaseline && rounds > 0 && rounds < thresholds.BaselineRounds)
            problems.Add($"{RoundList.Count(rounds)} valid, {thresholds.BaselineRounds} needed (baseline_rounds): measure it again");
        return problems;
    }

    private static MetricVerdict MetricVerdictOf(MetricEstimate estimate, CaseEvidence evidence, LookPlan plan, bool isInvalid)
    {
        double? budget = evidence.BudgetPercent.TryGetValue(estimate.Name, out var percent) ? percent : null;
        return new MetricVerdict
        {
            Name = estimate.Name,
            Unit = estimate.Unit,
            Baseline = estimate.Baseline,
            Ebpf = estimate.Middle,
            OverheadPercent = estimate.OverheadPercent,
            MeanOverheadPercent = estimate.MeanPercent,
            MeanLowPercent = estimate.MeanLowPercent,
            MeanHighPercent = estimate.MeanHighPercent,
            LowPercent = estimate.LowPercent,
            HighPercent = estimate.HighPercent,
            StepPercent = estimate.StepPercent,
            BudgetPercent = budget,
            Verdict =
                budget is null ? null
                : isInvalid ? Verdict.Invalid
                : plan.IsLook(evidence.ValidRounds.Count) ? estimate.Decide(budget.Value)
                : Verdict.Inconclusive,
        };
    }
}
