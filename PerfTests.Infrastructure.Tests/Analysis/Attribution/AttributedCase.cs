using PerfTests.Infrastructure.Monitoring.Cpu;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis.Attribution;

/// <summary>
/// A capped throughput case made by hand: 1 Gbit/s, baselines at 50 % of a core, the tool's processes at 2 %, one program at 10 %.
/// </summary>
internal sealed record AttributedCase(IReadOnlyList<RoundRecord> Rounds, Dictionary<string, RunRecord> Runs, CaseVerdict Verdict)
{
    public const string Name = "ebpf/tracer_a1b2c3/lab-veth/throughput/tcp/single_1G_1s";
    private const string Baseline = "baseline/lab-veth/throughput/tcp/single_1G_1s";

    /// <param name="extraPercents">Extra CPU in each round, in percent of a core.</param>
    /// <param name="rate">Share of the baselines' throughput and packets that the runs with the tool have.</param>
    public static AttributedCase Of(double[] extraPercents, double rate = 1, long programNanoseconds = 100_000_000)
    {
        var runs = new Dictionary<string, RunRecord>();
        var start = TemporaryTree.Start;
        RunRecord Add(string folder, string? tool, double traffic, double share, RunPurpose purpose = RunPurpose.Measurement)
        {
            var run = TemporaryTree.Run(0, tool, start = start.AddSeconds(5)) with
            {
                Folder = folder,
                Metrics = new Dictionary<string, double>
                {
                    ["throughput"] = 1e9 * share,
                    ["pps"] = 100_000 * share,
                    ["traffic_cpu"] = traffic,
                    ["cpu_per_gigabyte"] = traffic / 100 / (share / 8),
                },
                Cpu = new RunCpu
                {
                    Hosts = new[] { "client", "server" }.ToDictionary(
                        role => role,
                        role => new HostCpu
                        {
                            BootId = "one",
                            Cores = 1,
                            WindowSeconds = 2,
                            BusySeconds = traffic / 50,
                            BusySecondsPerCore = new Dictionary<string, double> { ["0"] = traffic / 50 },
                            UserSeconds = 0.1,
                            SystemSeconds = traffic / 50 - 0.1,
                            SoftIrqSeconds = 0,
                        }
                    ),
                },
                ToolUse = tool is null ? null : new ToolUse { LoadCpuSeconds = 0.02, PeakResidentBytes = 1000 },
            };
            run = run with { Execution = run.Execution with { LoadSeconds = 1, Purpose = purpose } };
            return runs[folder] = run;
        }
        Add($"{Name}/run_exposure", "tracer_a1b2c3", 70, 0.5, RunPurpose.Exposure);
        var rounds = new List<RoundRecord>();
        foreach (var extra in extraPercents)
        {
            RunRecord[] baseline =
            [
                Add($"{Baseline}/run_{rounds.Count}_before", null, 50, 1),
                Add($"{Baseline}/run_{rounds.Count}_after", null, 50, 1),
            ];
            RunRecord[] middle =
            [
                Add($"{Name}/run_{rounds.Count}", "tracer_a1b2c3", (50 * rate) + extra, rate),
                Add($"{Name}/run_{rounds.Count}_again", "tracer_a1b2c3", (50 * rate) + extra, rate),
            ];
            rounds.Add(
                new RoundRecord
                {
                    Number = rounds.Count + 1,
                    Baseline = [.. baseline.Select(run => run.Folder)],
                    Middle = [.. middle.Select(run => run.Folder)],
                    Values = baseline[0]
                        .Metrics.Keys.ToDictionary(
                            name => name,
                            name => new RoundValues(
                                [.. baseline.Select(run => run.Metrics[name])],
                                [.. middle.Select(run => run.Metrics[name])]
                            )
                        ),
                }
            );
        }
        var program = new ExposedProgram(7, "trace_rx", "tracepoint", 50_000, programNanoseconds / 2) { Role = "server" };
        var verdict = new CaseVerdict
        {
            Case = Name,
            Verdict = Infrastructure.Results.Cases.Verdict.Pass,
            Reasons = [],
            Rounds = rounds.Count,
            Confidence = 0.95,
            Metrics = [],
            NoiseFloorPercent = null,
            Exposure = new ExposureRecord
            {
                Alive = true,
                Programs = [program],
                RunCount = 50_000,
                Run = $"{Name}/run_exposure",
                Checks = [],
            },
            Rule = Sample.Rule with { Looks = [5] },
            Time = start.AddHours(1),
        };
        return new AttributedCase(rounds, runs, verdict);
    }
}
