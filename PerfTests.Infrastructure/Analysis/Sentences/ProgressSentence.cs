using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Analysis.Sentences;

/// <summary>The estimate between two looks, in words that no one takes for a decision.</summary>
internal static class ProgressSentence
{
    /// <summary>For instance <c>so far 3.0 % of TCP latency (1.1 to 4.9, 3 rounds), look at 5</c>.</summary>
    public static string Of(CaseEvidence evidence, Thresholds thresholds)
    {
        var rounds = evidence.ValidRounds;
        var plan = LookPlan.For(evidence, thresholds);
        if (rounds.Count == 0)
            return $"no valid round yet, look at {plan.Looks[0]}";
        var names = evidence.BudgetPercent.Count > 0 ? evidence.BudgetPercent.Keys : [Metric.Primary(evidence.TestType).Name];
        var estimates = names.Select(
            (name, i) =>
                Told(
                    MetricEstimate.Of(name, evidence, plan.AlphaAt(rounds.Count)),
                    evidence,
                    i == 0 ? $", {RoundList.Count(rounds.Count)}" : ""
                )
        );
        return $"so far {string.Join("; ", estimates)}" + (plan.Next(rounds.Count) is { } next ? $", look at {next}" : "");
    }

    private static string Told(MetricEstimate found, CaseEvidence evidence, string rounds)
    {
        var phrase = MetricPhrase.Of(found.Name, evidence.Case, evidence.CappedAt);
        if (found.OverheadPercent is not { } overhead)
            return $"{phrase} unknown{rounds}";
        var digits = PercentDigits.For(overhead, found.LowPercent, found.HighPercent);
        var bounds = found is { LowPercent: { } low, HighPercent: { } high } ? $"{digits.Text(low)} to {digits.Text(high)}" : "no bounds";
        return $"{digits.Text(overhead)} % in {phrase} ({bounds}{rounds})";
    }
}
