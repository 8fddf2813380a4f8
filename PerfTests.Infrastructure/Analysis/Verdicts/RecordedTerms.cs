using System.Text.Json;
using PerfTests.Infrastructure.Analysis.Audit;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>
/// Holds a verdict against what its session wrote down beforehand: what it was to be judged by, and the proof of the tool's presence.
/// </summary>
internal static class RecordedTerms
{
    private static readonly JsonSerializerOptions Compact = new(JsonFiles.CamelCase) { WriteIndented = false };

    public static IEnumerable<Contradiction> Of(CaseResult result)
    {
        var (kept, terms) = (result.Verdict, result.Marker.Terms);
        Contradiction Differs(string what, object? there, object? here) =>
            new(
                kept.Case,
                $"{kept.Case}/{CaseStore.VerdictFile}: {what} is {there ?? "none"}, but {CaseStore.MarkerFile} has {here ?? "none"} from "
                    + $"when the case began"
            );
        var budgets = kept
            .Metrics.Where(metric => metric.BudgetPercent is not null)
            .ToDictionary(metric => metric.Name, metric => metric.BudgetPercent!.Value);
        foreach (var name in budgets.Keys.Union(terms.BudgetPercent.Keys))
        {
            var (there, here) = (Find(budgets, name), Find(terms.BudgetPercent, name));
            if (there != here)
                yield return Differs($"the budget of {name}", there, here);
        }
        if (kept.Confidence != terms.Confidence)
            yield return Differs("the confidence", kept.Confidence, terms.Confidence);
        // What is asked of a stored baseline is in the verdict of a case that uses one.
        var rule = kept.Rule.StoredBaseline is null ? terms.Rule with { StoredBaseline = null } : terms.Rule;
        if (Text(kept.Rule) is var used && Text(rule) is var asked && used != asked)
            yield return Differs("its rule", used, asked);
        if (kept.Verdict is Verdict.Pass or Verdict.Fail && Text(kept.Exposure) != Text(result.Marker.Exposure))
            yield return new(
                kept.Case,
                $"{kept.Case}/{CaseStore.VerdictFile}: its proof of the tool's presence is not the one that {CaseStore.MarkerFile} has"
            );
    }

    private static double? Find(IReadOnlyDictionary<string, double> budgets, string name) =>
        budgets.TryGetValue(name, out var percent) ? percent : null;

    private static string? Text<T>(T? value) => value is null ? null : JsonSerializer.Serialize(value, Compact);
}
