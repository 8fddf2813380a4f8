using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Sentences;

/// <summary>What a tool costs under one load, and whether that is within its budgets.</summary>
internal static class ToolSentence
{
    private const int MostClauses = 3;

    /// <returns>Null when no metric was judged, so that there is nothing to tell but the reason.</returns>
    public static string? Of(CaseVerdict verdict)
    {
        var judged = VerdictOrder.Judged(verdict);
        if (verdict.Rounds == 0 || verdict.Metrics.Count == 0)
            return null;
        return judged.Count > 0 ? Judged(judged, verdict) : WithoutBudget(verdict);
    }

    private static string Judged(IReadOnlyList<MetricVerdict> judged, CaseVerdict verdict)
    {
        var parts = judged.Take(MostClauses).Select((metric, i) => MetricClause.Of(metric, verdict, leads: i == 0)).ToList();
        if (judged.Count > MostClauses)
            parts.Add(Rest([.. judged.Skip(MostClauses).Select(metric => metric.Verdict!.Value)]));
        // A metric may be within its budget while the case is not decided: the tool's presence was never proven.
        if (judged[0].Verdict != verdict.Verdict)
            parts.Add($"the case is {MetricClause.Word(verdict.Verdict)}{Because(verdict)}");
        if (verdict.CappedAt is not null && !judged.Any(metric => Metric.Find(metric.Name)?.IsOfCpu == true))
            parts.Add("a capped load loses nothing while there is headroom: its cost is CPU, which has no budget here");
        return string.Join("; ", parts);
    }

    private static string Rest(IReadOnlyList<Verdict> verdicts) =>
        verdicts.All(each => each == Verdict.Pass)
            ? $"{verdicts.Count} more within {(verdicts.Count == 1 ? "its budget" : "their budgets")}"
            : $"{verdicts.Count} more: "
                + string.Join(", ", ByVerdict(verdicts).Select(each => $"{each.Value} {MetricClause.Word(each.Key)}"));

    private static IEnumerable<KeyValuePair<Verdict, int>> ByVerdict(IReadOnlyList<Verdict> verdicts) =>
        verdicts.CountBy(each => each).OrderBy(each => VerdictOrder.Severity(each.Key));

    private static string WithoutBudget(CaseVerdict verdict)
    {
        var primary = MetricPhrase.Primary(verdict) is { } name ? verdict.Metrics.FirstOrDefault(metric => metric.Name == name) : null;
        return $"{MetricClause.Estimate(primary ?? verdict.Metrics[0], verdict, leads: true)}, and no budget applies: "
            + $"{MetricClause.Word(verdict.Verdict)}";
    }

    private static string Because(CaseVerdict verdict) =>
        verdict.Reasons is [var first, ..] ? $", {MetricPhrase.SingleLine(first).TrimEnd('.')}" : "";
}
