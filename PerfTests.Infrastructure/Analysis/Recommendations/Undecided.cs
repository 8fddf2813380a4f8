using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Recommendations;

/// <summary>For a metric between pass and fail: how many rounds, or how quiet hosts, would decide it.</summary>
internal static class Undecided
{
    public static IEnumerable<Finding> Find(ResultReading reading)
    {
        foreach (var result in reading.Cases.Where(result => result is { Tool: not null, Verdict.Verdict: Verdict.Inconclusive }))
        {
            var open = result.Verdict.Metrics.Where(metric => metric.Verdict == Verdict.Inconclusive).ToList();
            foreach (var metric in open)
                yield return Of(result, metric);
            if (open.Count == 0)
                yield return new(
                    $"{result.Verdict.Case} is undecided: "
                        + $"{(result.Verdict.Reasons is [var reason, ..] ? reason : "no reason recorded")}. Mend that and measure it "
                        + $"again.",
                    [result.Verdict.Case],
                    [new("valid rounds", result.Verdict.Rounds, "rounds", result.Verdict.Case)]
                );
        }
    }

    private static Finding Of(CaseResult result, MetricVerdict metric)
    {
        var name = result.Verdict.Case;
        var figures = metric
            .Figures(name)
            .Append(new Figure("rounds", result.Verdict.Rounds, "rounds", name))
            .Append(new Figure("noise floor", metric.NoiseFloorPercent ?? result.Verdict.NoiseFloorPercent, "%", name))
            .ToList();
        var told = $"{name} is undecided after {RoundList.Count(result.Verdict.Rounds)}: {metric.Told()}.";
        if (RoundsNeeded.IsWithinStep(metric))
            return new(
                $"{told} Its values come in steps of {PercentText.Plain(metric.StepPercent!.Value)} %, which more rounds do not make "
                    + $"finer: give a mean a budget, or this metric one that is farther from the estimate.",
                [name],
                figures
            );
        if (RoundsNeeded.Of(result.Verdict.Rounds, metric) is not { } needed)
            return new($"{told} Measure it again, with more rounds.", [name], figures);
        figures.Add(new("rounds needed, about", needed, "rounds", name));
        var next =
            RoundsNeeded.IsAtBudget(needed, result.Verdict.Rounds)
                ? $"The estimate lies at the budget, where more rounds hardly help (about {needed:0}): set the budget a little higher or "
                    + $"lower than {PercentText.Budget(metric.BudgetPercent!.Value)} %, as you mean it."
            : needed <= result.Verdict.Rounds ? "The rounds were cut off before a planned look: measure it again."
            : $"If the estimate holds, about {needed - result.Verdict.Rounds:0} more rounds decide it: put {needed:0} at the end of "
                + $"looks in thresholds.yaml, or halve the noise of the hosts, which does what four times the rounds do.";
        return new($"{told} {next}", [name], figures);
    }
}
