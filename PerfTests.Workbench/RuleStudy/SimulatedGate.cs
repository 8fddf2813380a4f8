using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Workbench.RuleStudy;

/// <summary>One case of known overhead, judged look by look by the very code that judges measured ones.</summary>
internal static class SimulatedGate
{
    private static readonly string[] Runs = ["before", "after"];
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
        var runs = new double[RoundShape.Runs * thresholds.Looks[^1]];
        noise.Fill(random, runs);
        var cost = Overhead.LogRatioOf(Metric.MeanLatency.Worse, overheadPercent);
        for (var i = 0; i < runs.Length; i++)
            if (SimulatedRound.HasTool(i))
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
            Baseline = Runs,
            Middle = Runs,
            Values = new Dictionary<string, RoundValues>(1) { [Metric.MeanLatency.Name] = SimulatedRound.Of(runs, index) },
        };
}
