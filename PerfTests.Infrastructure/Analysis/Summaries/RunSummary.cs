using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Summaries;

/// <summary>The figures of a case's <c>summary.json</c>, from the records of its runs alone.</summary>
internal static class RunSummary
{
    public static CaseSummary Of(string caseName, IReadOnlyList<RunRecord> runs)
    {
        var good = runs.Where(run => run.Execution.Status == RunStatus.Success).ToList();
        var measured = good.Where(run => run.Execution.Purpose == RunPurpose.Measurement).ToList();
        return new CaseSummary
        {
            Case = caseName,
            Arm = PerfCase.Token(CaseAddress.Parse(caseName).Tool is null ? Arm.Baseline : Arm.Ebpf),
            Runs = measured.Count,
            FailedRuns = runs.Count - good.Count,
            ExposureRuns = good.Count(run => run.Execution.Purpose == RunPurpose.Exposure),
            ResourceRuns = good.Count(run => run.Execution.Purpose == RunPurpose.Resources),
            From = measured.Count == 0 ? null : measured.Min(run => run.Execution.StartTime),
            To = measured.Count == 0 ? null : measured.Max(run => run.Execution.EndTime),
            Metrics = Metrics(measured),
        };
    }

    /// <summary>Every metric over the given runs.</summary>
    public static IReadOnlyList<MetricSummary> Metrics(IReadOnlyList<RunRecord> runs) =>
        [.. MetricOrder.Of(runs.SelectMany(run => run.Metrics.Keys)).Select(name => MetricOf(name, runs)).OfType<MetricSummary>()];

    private static MetricSummary? MetricOf(string name, IReadOnlyList<RunRecord> runs)
    {
        var values = runs.Where(run => run.Metrics.ContainsKey(name)).Select(run => run.Metrics[name]).Where(double.IsFinite).ToList();
        return values.Count == 0
            ? null
            : new MetricSummary
            {
                Name = name,
                Unit = Metric.Find(name)?.Unit ?? "",
                Count = values.Count,
                Mean = ArithmeticMean.Of(values),
                GeometricMean = values.TrueForAll(Overhead.IsUsable) ? GeometricMean.Of(values) : null,
                StandardDeviation = values.Count < 2 ? null : StandardDeviation.Of(values),
                Min = values.Min(),
                Max = values.Max(),
            };
    }
}
