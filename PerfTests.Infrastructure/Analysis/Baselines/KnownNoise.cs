using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>What a measured A/A case lets one expect of the tool cases under its conditions.</summary>
internal static class KnownNoise
{
    /// <summary>
    /// The budgets that are under the noise floor, the rounds being those of the thresholds of now; none of a case that did not pass.
    /// </summary>
    public static IReadOnlyList<BudgetUnderFloor> Under(
        CaseResult baseline,
        IReadOnlyDictionary<string, double> budgets,
        Thresholds thresholds
    )
    {
        if (baseline.Verdict.Verdict != Verdict.Pass)
            return [];
        var evidence = new CaseEvidence
        {
            Case = baseline.Verdict.Case,
            TestType = baseline.TestType,
            IsBaseline = true,
            Rounds = baseline.Rounds,
        };
        return
        [
            .. from budget in budgets
            let metric = Metric.Find(budget.Key)
            where metric is not null and not { Worse: WorseDirection.NotCompared }
            let floor = SmallestOverhead.Of(metric, evidence, thresholds)
            where budget.Value < floor
            select new BudgetUnderFloor(
                metric.Name,
                budget.Value,
                floor.Value,
                thresholds.Looks[^1],
                baseline.Environment,
                baseline.Verdict.Time,
                SmallestOverhead.RoundsFor(budget.Value, metric, evidence, thresholds)
            ),
        ];
    }
}
