using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Recommendations;

/// <summary>What the rules ask of a case.</summary>
internal static class CaseFigures
{
    public static MetricVerdict? Metric(this CaseResult result, string name) =>
        result.Verdict.Metrics.FirstOrDefault(metric => metric.Name == name);

    /// <summary>Estimate, bounds and budget of a metric as numbers.</summary>
    public static IReadOnlyList<Figure> Figures(this MetricVerdict metric, string caseName) =>
        [
            new($"{metric.Name} overhead", metric.OverheadPercent, "%", caseName),
            new($"{metric.Name} lower bound", metric.LowPercent, "%", caseName),
            new($"{metric.Name} upper bound", metric.HighPercent, "%", caseName),
            new($"{metric.Name} budget", metric.BudgetPercent, "%", caseName),
        ];

    /// <summary>For instance <c>pps +3.1 % (2.4 to 3.8), budget 5 %</c>.</summary>
    public static string Told(this MetricVerdict metric)
    {
        if (metric.OverheadPercent is not { } overhead)
            return $"{metric.Name} unknown";
        var bounds = metric is { LowPercent: { } low, HighPercent: { } high }
            ? $" ({PercentText.Plain(low)} to {PercentText.Plain(high)})"
            : "";
        var budget = metric.BudgetPercent is { } percent ? $", budget {PercentText.Budget(percent)} %" : "";
        return $"{metric.Name} {PercentText.Signed(overhead)} %{bounds}{budget}";
    }

    /// <summary>The cases of each tool.</summary>
    public static IEnumerable<IGrouping<string, CaseResult>> ByTool(this ResultReading reading) =>
        reading.Cases.Where(result => result.Tool is not null).GroupBy(result => result.Tool!);

    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
