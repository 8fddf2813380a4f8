using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using static PerfTests.Infrastructure.Analysis.Sentences.PercentText;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>What an A/A case found out about its environment, in sentences with numbers.</summary>
internal static class BaselineReasons
{
    public static IEnumerable<string> Of(CaseEvidence evidence, Thresholds thresholds, IReadOnlyList<MetricVerdict> metrics)
    {
        var primary = Metric.Primary(evidence.TestType).Name;
        var noise = BaselineNoise.Of(evidence, thresholds)!;
        var budgeted = noise
            .Where(each => each.Name == primary || evidence.DependentBudgets.Any(budget => budget.Metric == each.Name))
            .OrderByDescending(each => each.Name == primary)
            .ToList();
        if (evidence.ValidRounds.Count > 0 && budgeted.All(each => each.Name != primary || each.SmallestOverheadPercent is null))
            yield return $"noise floor of {primary} is unknown: too few usable baseline runs";
        foreach (var each in budgeted)
        {
            if (each is { RunSpreadPercent: { } run, RoundSpreadPercent: { } round, SmallestOverheadPercent: { } smallest })
                yield return $"noise floor of {each.Name}: one run spreads by {Plain(run)} % and one round by {Plain(round)} %, "
                    + $"so with {RoundList.Count(each.Rounds)} the smallest overhead that shows is {Plain(smallest)} %";
        }
        foreach (var each in budgeted)
        {
            if (each is { DriftPercent: { } drift, DriftLowPercent: { } low, DriftHighPercent: { } high })
                yield return $"drift of {each.Name} over the case: {Signed(drift)} % ({Plain(low)} to {Plain(high)}), "
                    + (
                        low > 0 || high < 0
                            ? "more than chance; what is steady over three runs cancels in each round"
                            : "no more than chance makes"
                    );
        }
        foreach (var metric in metrics.Where(metric => budgeted.Exists(each => each.Name == metric.Name) && BaselineBias.Differs(metric)))
            yield return $"{metric.Name} differs between equal baselines, by {Signed(metric.LowPercent!.Value)} % to "
                + $"{Signed(metric.HighPercent!.Value)} %: the order of the runs seems to bias this environment";
        foreach (var budget in evidence.DependentBudgets)
        {
            if (noise.FirstOrDefault(each => each.Name == budget.Metric)?.SmallestOverheadPercent is { } floor && budget.Percent < floor)
                yield return $"the budget of {Budget(budget.Percent)} % for {budget.Metric} of {budget.Case} is under the noise floor of "
                    + $"{Plain(floor)} %"
                    + BudgetUnderFloor.Needs(SmallestOverhead.RoundsFor(budget.Percent, Metric.Find(budget.Metric)!, evidence, thresholds));
        }
    }
}
