using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis;

/// <summary>A result tree whose verdicts follow from rounds, and whose rounds follow from runs, as a session leaves it.</summary>
internal static class MeasuredTree
{
    /// <summary>Adds a tool's latency case with baselines of about 100 us and one round for each value in the middle.</summary>
    public static async Task<CaseResult> AddAsync(
        this TemporaryTree tree,
        string tool,
        double[] middles,
        double budget = 10,
        ExposureRecord? exposure = null,
        bool inconclusiveFails = false,
        double baseline = 100
    )
    {
        var name = $"ebpf/{tool}/lab-veth/latency/tcp/latency_2s";
        var time = TemporaryTree.Start;
        async Task<RunRecord> RunAsync(string caseName, double value) =>
            await tree.AddAsync(caseName, TemporaryTree.Run(value, caseName == name ? tool : null, time = time.AddSeconds(5)));
        var rounds = new List<RoundRecord>();
        foreach (var value in middles)
        {
            var before = await RunAsync(TemporaryTree.BaselineCase, baseline * (1 + (0.01 * ((rounds.Count + 2) % 3))));
            RunRecord[] middle = [await RunAsync(name, value), await RunAsync(name, value)];
            var after = await RunAsync(TemporaryTree.BaselineCase, baseline * (1 + (0.01 * (rounds.Count % 3))));
            rounds.Add(
                new RoundRecord
                {
                    Number = rounds.Count + 1,
                    Baseline = [before.Folder, after.Folder],
                    Middle = [.. middle.Select(run => run.Folder)],
                    Values = new Dictionary<string, RoundValues>
                    {
                        ["mean_latency"] = Sample.Values(before.Metrics["mean_latency"], value, after.Metrics["mean_latency"]),
                    },
                }
            );
        }
        var evidence = Sample.Tool(rounds, budget) with { Case = name, Exposure = exposure ?? Sample.Exposure };
        await tree.Store.WriteRoundsAsync(name, rounds, default);
        var thresholds = new Thresholds { FailOnInconclusive = inconclusiveFails };
        await tree.Store.WriteMarkerAsync(name, Sample.Marker(evidence, thresholds), default);
        await tree.Store.WriteVerdictAsync(Sample.Judge(evidence, thresholds), default);
        return (await tree.Store.ReadCaseAsync(name, default))!;
    }
}
