using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Tests.Analysis;

namespace PerfTests.Infrastructure.Tests.Reporting;

/// <summary>Made-up results that show every kind of case.</summary>
internal static class SampleCases
{
    /// <summary>What a tool's programs take for each packet.</summary>
    public static ProgramCost Programs { get; } =
        new()
        {
            ExposureRuns = 2,
            IsNetOfCounting = true,
            Shares =
            [
                new ProgramCostShare
                {
                    Metric = "cpu_per_packet",
                    Per = "packet",
                    Nanoseconds = 410,
                    Low = 390,
                    High = 430,
                    Percent = 3.4,
                    LowPercent = 3.2,
                    HighPercent = 3.6,
                },
            ],
        };

    public const string LongTool = "system_network_performance_metrics";

    public static IReadOnlyList<CaseResult> EveryKind { get; } =
    [
        Tool(
            "tcp_drop",
            "lab-veth",
            "throughput/tcp/single_300M_1s",
            Verdict.Pass,
            Judged(Metric.Throughput, 300.1e6, 299.2e6, 0.3, -0.2, 0.8, 5, Verdict.Pass)
        ),
        Tool(
            "tcp_drop",
            "lab-veth",
            "latency/tcp/latency_2s",
            Verdict.Inconclusive,
            Judged(Metric.MeanLatency, 43.2, 45.3, 4.9, 2.1, 7.8, 5, Verdict.Inconclusive),
            Judged(Metric.P99Latency, 88.1, 91.4, 3.7, -4.2, 12.3, 20, Verdict.Pass)
        ),
        Tool(
            "packet_printer",
            "lab-veth",
            "pps/udp/single_64B_1s",
            Verdict.Fail,
            Judged(Metric.PacketRate, 39_100, 17_600, 55, 52.1, 57.7, 10, Verdict.Fail)
        ),
        Tool(
            "packet_printer",
            "lab-veth",
            "latency/udp/latency_2s",
            Verdict.Fail,
            Judged(Metric.MeanLatency, 38.4, 384.1, 900, 851, 951, 5, Verdict.Fail)
        ),
        Tool(
            LongTool,
            "lab-system",
            "throughput/tcp/single_300M_1s",
            Verdict.Fail,
            Judged(Metric.Throughput, 300.1e6, 275.5e6, 8.2, 6.9, 9.4, 5, Verdict.Fail)
        ),
        Tool(
            LongTool,
            "lab-system",
            "latency/tcp/latency_2s",
            Verdict.Pass,
            Judged(Metric.MeanLatency, 43.2, 43, -0.5, -1.9, 0.9, 5, Verdict.Pass)
        ),
        WithoutNumbers(
            LongTool,
            "lab-system",
            "throughput/tcp/streams_4_2s",
            "The tool exited with code 1 before the load: Could not attach kprobe tcp_drop."
        ),
        WithNoise(
            Baseline(
                "lab-veth",
                "latency/tcp/latency_2s",
                Judged(Metric.MeanLatency, 43.2, 43.4, 0.4, -1.1, 1.9, null, null),
                Judged(Metric.ClientCpu, 61, 62, 1.6, -2, 5, null, null)
            ),
            Noise(Metric.MeanLatency, 1.4, smallestBudget: 5),
            Noise(Metric.ClientCpu, 6.2, smallestBudget: 4)
        ),
        WithNoise(
            Baseline(
                "lab-veth",
                "throughput/tcp/single_300M_1s",
                Judged(Metric.Throughput, 300.1e6, 300.2e6, -0.03, -0.3, 0.24, null, null)
            ),
            Noise(Metric.Throughput, 1.4, smallestBudget: null)
        ),
    ];

    public static CaseResult Tool(string tool, string environment, string workload, Verdict verdict, params MetricVerdict[] metrics) =>
        Case(tool, environment, workload, verdict, [$"The bounds of the overhead and the budget say {verdict}."], metrics, noiseFloor: 1.4);

    public static CaseResult Baseline(string environment, string workload, params MetricVerdict[] metrics) =>
        Case(null, environment, workload, Verdict.Pass, ["Baselines agree with each other."], metrics, noiseFloor: 1.4);

    public static CaseResult WithNoise(CaseResult baseline, params MetricNoise[] noise) =>
        baseline with
        {
            Verdict = baseline.Verdict with { Noise = noise },
        };

    public static MetricNoise Noise(Metric metric, double floor, double? smallestBudget) =>
        new()
        {
            Name = metric.Name,
            DriftPercent = 0.3,
            DriftLowPercent = -0.5,
            DriftHighPercent = 1.1,
            RunSpreadPercent = floor * 0.8,
            RoundSpreadPercent = floor,
            SmallestOverheadPercent = floor,
            Rounds = 12,
            SmallestBudgetPercent = smallestBudget,
            RoundsForSmallestBudget = smallestBudget < floor ? 30 : 9,
        };

    public static CaseResult WithoutNumbers(string tool, string environment, string workload, string reason)
    {
        var result = Case(tool, environment, workload, Verdict.Invalid, [reason], [], noiseFloor: null);
        return result with
        {
            Verdict = result.Verdict with
            {
                Rounds = 0,
                DroppedRounds = 3,
                Exposure = new ExposureRecord
                {
                    Alive = false,
                    Programs = [],
                    RunCount = 0,
                    Run = $"{result.Verdict.Case}/run_exposure",
                    Checks = [],
                },
            },
            Rounds = [.. Enumerable.Range(1, 3).Select(number => Dropped(number, reason))],
        };
    }

    public static MetricVerdict Judged(
        Metric metric,
        double? baseline,
        double? ebpf,
        double? overhead,
        double? low,
        double? high,
        double? budget,
        Verdict? verdict
    ) =>
        new()
        {
            Name = metric.Name,
            Unit = metric.Unit,
            Baseline = baseline,
            Ebpf = ebpf,
            OverheadPercent = overhead,
            LowPercent = low,
            HighPercent = high,
            BudgetPercent = budget,
            Verdict = verdict,
            NoiseFloorPercent = metric == Metric.P99Latency ? 6.5 : 1.4,
        };

    /// <summary>A case with eight valid rounds and one dropped, whose values scatter deterministically around the metrics' means.</summary>
    public static CaseResult Case(
        string? tool,
        string environment,
        string workload,
        Verdict verdict,
        IReadOnlyList<string> reasons,
        IReadOnlyList<MetricVerdict> metrics,
        double? noiseFloor
    )
    {
        var name = tool is null ? $"baseline/{environment}/{workload}" : $"ebpf/{tool}/{environment}/{workload}";
        var parts = workload.Split('/');
        return new CaseResult
        {
            Environment = environment,
            TestType = Enum.Parse<TestType>(parts[0], ignoreCase: true),
            Protocol = parts[1],
            Params = parts[2],
            Tool = tool,
            Marker = Sample.Marker(tool is null ? Sample.Baseline([]) : Sample.Tool([])),
            Rounds =
            [
                .. Enumerable
                    .Range(1, 9)
                    .Select(number => number == 4 ? Dropped(number, "the load ended after 0.4 s of 1 s") : Round(number, metrics)),
            ],
            Verdict = new CaseVerdict
            {
                Case = name,
                Verdict = verdict,
                Reasons = reasons,
                Rounds = 8,
                DroppedRounds = 1,
                Confidence = 0.95,
                Metrics = metrics,
                NoiseFloorPercent = noiseFloor,
                Rule = Sample.Rule,
                Exposure = tool is null
                    ? null
                    : new ExposureRecord
                    {
                        Alive = true,
                        Programs =
                        [
                            new ExposedProgram(41, "on_receive", "tracepoint", 1_200_345, 61_000_000) { Role = "server" },
                            new ExposedProgram(42, null, "sched_cls", 0, 0) { Role = "server" },
                        ],
                        RunCount = 1_200_345,
                        Run = $"{name}/run_exposure",
                        Checks =
                        [
                            new ExposureCheck
                            {
                                Rule = ExposureRule.Programs,
                                Role = "server",
                                Moment = ExposureMoment.Start,
                                Measured = 2,
                                Min = 2,
                                Max = 2,
                                Passed = true,
                                Text = "the tool held 2 BPF programs, exactly 2 expected",
                            },
                            new ExposureCheck
                            {
                                Rule = ExposureRule.RunsPerPacket,
                                Role = "server",
                                Moment = ExposureMoment.Start,
                                Measured = 1.02,
                                Min = 0.25,
                                Passed = true,
                                Text = "on_receive ran 1.02 times per packet of the load",
                            },
                            new ExposureCheck
                            {
                                Rule = ExposureRule.LostEvents,
                                Role = "server",
                                Moment = ExposureMoment.End,
                                Measured = 1200,
                                Max = 0,
                                Passed = false,
                                Text = "the tool lost 1,200 events, 0 allowed",
                            },
                        ],
                    },
            },
        };
    }

    private static RoundRecord Dropped(int number, string reason) =>
        new()
        {
            Number = number,
            Baseline = [$"run_{number}b"],
            Middle = [],
            DroppedBecause = reason,
            DroppedBy = new DropReason { Rule = DropReason.RunFailed, Part = RoundPart.Middle },
        };

    private static RoundRecord Round(int number, IReadOnlyList<MetricVerdict> metrics) =>
        new()
        {
            Number = number,
            Baseline = [$"run_{number}b", $"run_{number}"],
            Middle = [$"run_{number}m", $"run_{number}n"],
            Values = metrics
                .Where(metric => metric.Baseline is not null && metric.Ebpf is not null)
                .ToDictionary(
                    metric => metric.Name,
                    metric => new RoundValues(
                        [metric.Baseline!.Value * Wobble(number), metric.Baseline.Value * Wobble(number + 1)],
                        [metric.Ebpf!.Value * Wobble(number + 20), metric.Ebpf.Value * Wobble(number + 40)]
                    )
                ),
        };

    private static double Wobble(int seed) => 1 + (0.01 * Math.Sin(seed * 2.4)) + (0.002 * seed % 0.01);
}
