using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>A case together with the one metric that stands for it where there is room for one only.</summary>
internal sealed record ReportedCase(CaseResult Result)
{
    public string Name => Result.Verdict.Case;

    public Verdict Verdict => Result.Verdict.Verdict;

    public bool IsBaseline => Result.Tool is null;

    /// <summary>The tool for readers, with its version where that is known.</summary>
    public string ToolName =>
        Result.ToolRun is { Version: { } version } tool ? $"{tool.Variant} (version {version})" : Result.Tool ?? "(baseline)";

    /// <summary>The tool and its parameters, whatever its version.</summary>
    public string ToolVariant => Result.ToolRun?.Variant ?? Result.Tool ?? "(baseline)";

    /// <summary>Type, protocol and parameters of the load, as in the case's name.</summary>
    public string Workload => Result.Workload;

    /// <summary>
    /// The judged metric that uses the largest share of its budget; without budgets the test type's primary metric; null for a case without
    /// numbers.
    /// </summary>
    public MetricVerdict? Leading { get; } =
        (VerdictOrder.Judged(Result.Verdict) is [var worst, ..] ? worst : null)
        ?? Result.Verdict.Metrics.FirstOrDefault(metric => metric.Name == Metric.Primary(Result.TestType).Name)
        ?? (Result.Verdict.Metrics is [var first, ..] ? first : null);

    /// <summary>Whether <see cref="Leading"/> is the test type's main metric, which goes without saying.</summary>
    public bool LeadsWithPrimary => Leading is null || Leading.Name == Metric.Primary(Result.TestType).Name;

    /// <summary>Noise floor that the leading metric is held against, in percent; null when there is none for it.</summary>
    public double? NoiseFloorPercent => Leading?.NoiseFloorPercent;

    /// <summary>The case in one sentence.</summary>
    public string Sentence { get; } = VerdictSentence.Of(Result.Verdict);

    /// <summary>Metrics whose rounds are worth showing: the judged ones, or else the leading one.</summary>
    public IReadOnlyList<MetricVerdict> Shown => [.. Judged(Result).DefaultIfEmpty(Leading).OfType<MetricVerdict>()];

    /// <summary>Whether the budget is smaller than anything that this environment could have shown.</summary>
    public bool BudgetIsUnderNoiseFloor => Leading?.BudgetPercent < NoiseFloorPercent;

    /// <summary>Valid rounds and, in brackets, the dropped ones: <c>8 (1)</c>.</summary>
    public string Rounds =>
        Result.Verdict.DroppedRounds == 0 ? $"{Result.Verdict.Rounds}" : $"{Result.Verdict.Rounds} ({Result.Verdict.DroppedRounds})";

    /// <summary>
    /// Fail first, then what proves nothing, then what is undecided; within a verdict the largest share of the budget first.
    /// </summary>
    public static IReadOnlyList<ReportedCase> WorstFirst(IEnumerable<CaseResult> results) =>
        [
            .. results
                .Select(result => new ReportedCase(result))
                .OrderBy(reported => VerdictOrder.Severity(reported.Verdict))
                .ThenByDescending(reported => reported.Leading is { } leading ? VerdictOrder.BudgetUsed(leading) : double.NegativeInfinity)
                .ThenBy(reported => reported.Name, StringComparer.Ordinal),
        ];

    private static IEnumerable<MetricVerdict> Judged(CaseResult result) =>
        result.Verdict.Metrics.Where(metric => metric.Verdict is not null);
}
