using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>A case's verdict in Allure's terms.</summary>
internal static class AllureVerdict
{
    /// <param name="verdict">The verdict.</param>
    /// <param name="inconclusiveFails">Whether the gate takes too little evidence for a failure.</param>
    public static AllureStatus Status(Verdict verdict, bool inconclusiveFails = false) =>
        verdict switch
        {
            Verdict.Pass => AllureStatus.Passed,
            Verdict.Fail => AllureStatus.Failed,
            Verdict.Inconclusive => inconclusiveFails ? AllureStatus.Failed : AllureStatus.Skipped,
            _ => AllureStatus.Broken,
        };

    /// <summary>The verdict's word, which the categories go by, the sentence, and the reasons below it.</summary>
    public static AllureStatusDetails Details(CaseVerdict verdict) =>
        AllureStatusDetails.Told(
            string.Join('\n', [$"{verdict.Verdict}: {VerdictSentence.Of(verdict)}", .. verdict.Reasons.Select(reason => $"- {reason}")])
        );

    /// <summary>The tool's version; it changes when the tool is edited, and the test stays the same one.</summary>
    public static IReadOnlyList<AllureParameter> ToolParameters(CaseResult result) =>
        result.ToolRun?.Version is { } version ? [new("tool version", version, Excluded: true)] : [];

    /// <summary>The measured numbers; they change from run to run, so they do not tell tests apart.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="metrics">Names of the metrics to tell; the others are in the case's table of figures.</param>
    public static IReadOnlyList<AllureParameter> Parameters(CaseVerdict verdict, IReadOnlyCollection<string> metrics) =>
        [
            .. verdict
                .Metrics.Where(metric => metrics.Contains(metric.Name))
                .SelectMany(metric =>
                    new AllureParameter[]
                    {
                        new($"{metric.Name} baseline", UnitScale.Quantity(metric.Baseline, metric.Unit), Excluded: true),
                        new($"{metric.Name} ebpf", UnitScale.Quantity(metric.Ebpf, metric.Unit), Excluded: true),
                        new($"{metric.Name} overhead", OverheadText.WithInterval(metric), Excluded: true),
                        new($"{metric.Name} budget", OverheadText.Size(metric.BudgetPercent), Excluded: true),
                        new($"{metric.Name} noise floor", OverheadText.Measured(metric.NoiseFloorPercent), Excluded: true),
                    }
                ),
            .. BaselineNoise
                .Shown(verdict)
                .SelectMany(noise =>
                    new AllureParameter[]
                    {
                        new(
                            $"{noise.Name} drift",
                            OverheadText.WithBounds(noise.DriftPercent, noise.DriftLowPercent, noise.DriftHighPercent),
                            Excluded: true
                        ),
                        new($"{noise.Name} spread of a run", OverheadText.Measured(noise.RunSpreadPercent), Excluded: true),
                        new($"{noise.Name} spread of a round", OverheadText.Measured(noise.RoundSpreadPercent), Excluded: true),
                    }
                ),
            new("noise floor", OverheadText.Measured(verdict.NoiseFloorPercent), Excluded: true),
            new("rounds", $"{verdict.Rounds}", Excluded: true),
            new("dropped rounds", $"{verdict.DroppedRounds}", Excluded: true),
            .. ExposureText.Summary(verdict.Exposure) is { } exposure
                ? new AllureParameter[] { new("exposure", exposure, Excluded: true) }
                : [],
        ];
}
