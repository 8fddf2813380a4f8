using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Workbench.RuleStudy;

/// <summary>One case of known overhead, judged look by look by the very code that judges measured ones.</summary>
internal static class SimulatedGate
{
    private static readonly string[] BaselineRuns = [.. Enumerable.Range(0, 1001).Select(i => $"baseline/run_{i}")];
    private static readonly ExposureRecord Exposure = new()
    {
        Alive = true,
        Programs = [],
        RunCount = 1,
        Run = "",
        Checks = [],
        EndPrograms = [],
    };

    /// <returns>The verdict and the valid rounds it took.</returns>
    public static (Verdict Verdict, int Rounds) Run(
        INoise noise,
        Random random,
        double overheadPercent,
        double budgetPercent,
        Thresholds thresholds
    )
    {
        var runs = new double[(2 * thresholds.Looks[^1]) + 1];
        noise.Fill(random, runs);
        var cost = Overhead.LogRatioOf(Metric.MeanLatency.Worse, overheadPercent);
        for (var i = 1; i < runs.Length; i += 2)
            runs[i] += noise.CostOf(random, cost);
        var evidence = new CaseEvidence
        {
            Case = "ebpf/simulated/lab/latency/tcp/latency_1s",
            TestType = TestType.Latency,
            IsBaseline = false,
            BudgetPercent = new Dictionary<string, double> { [Metric.MeanLatency.Name] = budgetPercent },
            Rounds = [],
            Exposure = Exposure,
        };
        while (CasePlan.NextLook(evidence, thresholds) is { } look)
            evidence = evidence with
            {
                Rounds =
                [
                    .. evidence.Rounds,
                    .. Enumerable.Range(evidence.Rounds.Count, look - evidence.Rounds.Count).Select(i => Round(i, runs)),
                ],
            };
        return (CaseJudge.Judge(evidence, thresholds, DateTimeOffset.UnixEpoch).Verdict, evidence.Rounds.Count);
    }

    private static RoundRecord Round(int index, double[] runs) =>
        new()
        {
            Number = index + 1,
            BaselineBefore = BaselineRuns[index],
            Middle = "ebpf/run",
            BaselineAfter = BaselineRuns[index + 1],
            Values = new Dictionary<string, RoundValues>(1)
            {
                [Metric.MeanLatency.Name] = new(
                    Math.Exp(runs[2 * index]),
                    Math.Exp(runs[(2 * index) + 1]),
                    Math.Exp(runs[(2 * index) + 2])
                ),
            },
        };
}
