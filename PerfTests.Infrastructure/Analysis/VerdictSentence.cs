using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Analysis;

/// <summary>A verdict as one plain sentence, made from its numbers.</summary>
internal static class VerdictSentence
{
    /// <summary>For instance <c>mean_latency +3.1 % (2.4 to 3.8, 8 rounds), budget 10 %: pass</c>.</summary>
    public static string Of(CaseVerdict verdict)
    {
        var budgeted = verdict.Metrics.Where(metric => metric.BudgetPercent is not null).ToList();
        if (verdict.Verdict != Verdict.Invalid && budgeted.Count > 0 && verdict.Rounds > 0)
        {
            return string.Join("; ", budgeted.Select(metric => Judged(metric, verdict)))
                + (verdict.StoredBaseline is { } stored ? $"; {stored}" : "") + (verdict.ResumedFrom is null ? "" : "; resumed");
        }
        if (verdict.Verdict == Verdict.Pass && PrimaryOf(verdict) is { } primary)
        {
            var floor = verdict.NoiseFloorPercent is { } percent
                ? $"smallest overhead shown {PercentText.Plain(percent)} %"
                : "noise floor unknown";
            return $"A/A {Estimate(primary, verdict.Rounds)}, {floor}: {Word(verdict.Verdict)}";
        }
        return $"{Word(verdict.Verdict)}: {(verdict.Reasons is [var first, ..] ? first : "no reason recorded")}";
    }

    /// <summary>The estimate between two looks, in words that no one takes for a decision.</summary>
    public static string SoFar(CaseEvidence evidence, Thresholds thresholds)
    {
        var rounds = evidence.ValidRounds;
        var plan = LookPlan.For(evidence, thresholds);
        if (rounds.Count == 0)
            return $"no valid round yet, look at {plan.Looks[0]}";
        var names = evidence.BudgetPercent.Count > 0 ? evidence.BudgetPercent.Keys : [Metric.Primary(evidence.TestType).Name];
        var estimates = names.Select(name => MetricEstimate.Of(name, evidence, plan.AlphaAt(rounds.Count)))
            .Select(found => $"{found.Name} so far {Range(found.OverheadPercent, found.LowPercent, found.HighPercent, rounds.Count)}");
        return string.Join("; ", estimates) + (plan.Next(rounds.Count) is { } next ? $", look at {next}" : "");
    }

    private static string Judged(MetricVerdict metric, CaseVerdict verdict) =>
        $"{Estimate(metric, verdict.Rounds)}, budget {PercentText.Budget(metric.BudgetPercent!.Value)} %: "
        + Word(metric.Verdict ?? verdict.Verdict);

    private static string Estimate(MetricVerdict metric, int rounds) =>
        $"{metric.Name} {Range(metric.OverheadPercent, metric.LowPercent, metric.HighPercent, rounds)}";

    private static string Range(double? overhead, double? low, double? high, int rounds)
    {
        if (overhead is null)
            return $"unknown ({RoundList.Count(rounds)})";
        var bounds = low is null || high is null ? "no bounds" : $"{PercentText.Plain(low.Value)} to {PercentText.Plain(high.Value)}";
        return $"{PercentText.Signed(overhead.Value)} % ({bounds}, {RoundList.Count(rounds)})";
    }

    private static MetricVerdict? PrimaryOf(CaseVerdict verdict) =>
        CaseAddress.TryParse(verdict.Case) is { } address && Enum.TryParse<TestType>(address.TestType, ignoreCase: true, out var type)
            ? verdict.Metrics.FirstOrDefault(metric => metric.Name == Metric.Primary(type).Name)
            : null;

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
