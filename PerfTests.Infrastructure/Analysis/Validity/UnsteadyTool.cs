using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;
using static PerfTests.Infrastructure.Analysis.Sentences.PercentText;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>
/// A tool that costs more than its budget in one of the two runs of a start, and less in the other, so that their mean is within it: it
/// may have stopped to work, or begun late, and nothing shows which of the two is its cost.
/// </summary>
internal static class UnsteadyTool
{
    // The looks share their error rate for decisions, which this is none of.
    private const double Alpha = 0.005;

    /// <returns>The doubt in a sentence; null where both runs tell the same, or where neither is over the budget.</returns>
    public static string? Of(CaseEvidence evidence)
    {
        foreach (var (name, budget) in evidence.BudgetPercent)
        {
            if (Metric.Find(name) is not { } metric || evidence.Stored is not null)
                continue;
            var rounds = evidence
                .ValidRounds.Where(round => round.Values.ContainsKey(name))
                .Select(round => Runs(metric.Worse, round.Values[name]))
                .OfType<double[]>()
                .ToList();
            // With the first baseline before, and the second one after: a drift takes part in the one, what comes with every second run in
            // the other.
            if (
                !Differs(rounds, run => run[1] - run[2] - (run[3] - run[0]))
                || !Differs(rounds, run => run[1] - run[2] + ((run[3] - run[0]) / 3))
            )
                continue;
            var (first, second) = (Overhead(metric, rounds, 1), Overhead(metric, rounds, 2));
            if (Math.Max(first, second) > budget && Math.Min(first, second) <= budget)
                return $"the first run after a start of the tool costs {Plain(first)} % of {name}, the second one {Plain(second)} %, and "
                    + $"the budget of {Plain(budget)} % lies between them: the tool does not work alike in both, and their mean is "
                    + "not its cost; see whether it stops to work, begins late, or is dear to start";
        }
        return null;
    }

    private static bool Differs(List<double[]> rounds, Func<double[], double> difference) =>
        rounds.Count >= 3
        && RoundMean.Plain([.. rounds.Select(run => new[] { difference(run) })]) is var mean
        && Math.Abs(mean.Mean) > mean.Margin(Alpha);

    private static double Overhead(Metric metric, List<double[]> rounds, int run) =>
        Analysis.Overhead.Percent(metric.Worse, ArithmeticMean.Of([.. rounds.Select(each => each[run] - ((each[0] + each[3]) / 2))]));

    /// <summary>Logarithms of the four runs in order of time, signed so that more is worse; null where there are not four.</summary>
    private static double[]? Runs(WorseDirection worse, RoundValues values)
    {
        if (
            worse == WorseDirection.NotCompared
            || values is not { Baseline.Count: RoundShape.BaselineRuns, Middle.Count: RoundShape.MiddleRuns }
        )
            return null;
        double[] runs = [.. RoundRecord.InOrder(values.Baseline, values.Middle)];
        return Array.TrueForAll(runs, Analysis.Overhead.IsUsable)
            ? [.. runs.Select(run => (worse == WorseDirection.Lower ? -1 : 1) * Math.Log(run))]
            : null;
    }
}
