using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Sentences;

/// <summary>What an A/A case says of its environment: how equal its baselines are, and from where on an overhead shows.</summary>
internal static class BaselineSentence
{
    private const int MostFloors = 3;

    /// <returns>Null when the main metric was not measured, so that there is nothing to tell but the reason.</returns>
    public static string? Of(CaseVerdict verdict)
    {
        if (
            verdict.Rounds == 0
            || MetricPhrase.Primary(verdict) is not { } name
            || verdict.Metrics.FirstOrDefault(metric => metric.Name == name) is not { OverheadPercent: { } overhead } primary
            || !double.IsFinite(overhead)
        )
            return null;
        var phrase = MetricPhrase.Of(name, verdict);
        var digits = MetricClause.Digits(primary);
        var differs =
            primary.LowPercent > 0 || primary.HighPercent < 0 ? ", more than chance: the order of the runs seems to matter here" : "";
        string?[] parts =
        [
            $"two equal baselines differ by {digits.Text(overhead)} % in {phrase} ({MetricClause.Bounds(primary, digits)}, "
                + $"{RoundList.Count(verdict.Rounds)}){differs}",
            Floors(verdict, name),
            Drift(verdict, name),
        ];
        return $"{string.Join("; ", parts.OfType<string>())}: "
            + $"{MetricClause.Word(verdict.Verdict)}{(verdict.Verdict == Verdict.Inconclusive && verdict.CutShort ? ", cut short" : "")}";
    }

    private static string Floors(CaseVerdict verdict, string primary)
    {
        var known = BaselineNoise
            .Shown(verdict)
            .Where(noise => noise.SmallestOverheadPercent is { } percent && double.IsFinite(percent))
            .Take(MostFloors)
            .ToList();
        if (known.Count == 0 || known[0].Name != primary)
            return "from where on an overhead shows here is unknown, too few usable baseline runs";
        var others = string.Join(", ", known.Skip(1).Select(noise => $"{MetricPhrase.Of(noise.Name, verdict)} from {Floor(noise)}"));
        var under = known
            .Where(noise =>
                noise.SmallestBudgetPercent < noise.SmallestOverheadPercent && double.IsFinite(noise.SmallestBudgetPercent.Value)
            )
            .Select(noise =>
                $"; the budget of {PercentText.Budget(noise.SmallestBudgetPercent!.Value)} % for {MetricPhrase.Of(noise.Name, verdict)} "
                + $"is under that"
            );
        return $"overheads from {Floor(known[0])} up show here with "
            + $"{RoundList.Count(known[0].Rounds)}{(others.Length > 0 ? $" ({others})" : "")}{string.Concat(under)}";
    }

    private static string Floor(MetricNoise noise) =>
        $"{PercentDigits.For(noise.SmallestOverheadPercent).Text(noise.SmallestOverheadPercent!.Value)} %";

    private static string? Drift(CaseVerdict verdict, string primary) =>
        verdict.Noise?.FirstOrDefault(noise => noise.Name == primary) is { DriftPercent: { } drift } noise && double.IsFinite(drift)
            ? $"drift {PercentDigits.For(drift).Text(drift)} % over the "
                + $"case{(noise.DriftLowPercent > 0 || noise.DriftHighPercent < 0 ? ", more than chance" : "")}"
            : null;
}
