using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Analysis.Sentences;

/// <summary>A verdict of every kind that a sentence is made for.</summary>
internal static class SampleVerdicts
{
    private const string Latency = "latency/tcp/latency_2s";

    public static MetricVerdict Judged(
        Metric metric,
        double? overhead,
        double? low,
        double? high,
        double? budget,
        Verdict? verdict,
        double? floor = 1.1
    ) =>
        new()
        {
            Name = metric.Name,
            Unit = metric.Unit,
            Baseline = 100,
            Ebpf = 103,
            OverheadPercent = overhead,
            LowPercent = low,
            HighPercent = high,
            BudgetPercent = budget,
            Verdict = verdict,
            NoiseFloorPercent = floor,
        };

    public static CaseVerdict Tool(Verdict verdict, string load, int rounds, params MetricVerdict[] metrics) =>
        new()
        {
            Case = $"ebpf/tracer_a1b2c3/lab-veth/{load}",
            Verdict = verdict,
            Reasons = ["because"],
            Rounds = rounds,
            Metrics = metrics,
            Exposure = Sample.Exposure,
            NoiseFloorPercent = 1.1,
            Rule = Sample.Rule with { Looks = [5, 8, 12, 40] },
        };

    public static CaseVerdict Baseline(Verdict verdict, int rounds, MetricVerdict primary, params MetricNoise[] noise) =>
        Tool(verdict, Latency, rounds, primary) with
        {
            Case = Sample.BaselineCase,
            Exposure = null,
            Noise = noise,
            NoiseFloorPercent = noise is [var first, ..] ? first.SmallestOverheadPercent : null,
        };

    public static MetricNoise Noise(Metric metric, double? floor, double? drift, double? budget = null) =>
        new()
        {
            Name = metric.Name,
            DriftPercent = drift,
            DriftLowPercent = drift - 0.5,
            DriftHighPercent = drift + 0.5,
            RunSpreadPercent = 0.8,
            RoundSpreadPercent = 1,
            SmallestOverheadPercent = floor,
            Rounds = 12,
            SmallestBudgetPercent = budget,
        };

    public static IReadOnlyList<(string Kind, CaseVerdict Verdict)> EveryKind { get; } =
    [
        ("pass", Tool(Verdict.Pass, Latency, 8, Judged(Metric.MeanLatency, 3.1, 2.4, 3.8, 10, Verdict.Pass))),
        (
            "pass, with an attribution",
            Tool(Verdict.Pass, Latency, 8, Judged(Metric.MeanLatency, 3.1, 2.4, 3.8, 10, Verdict.Pass)) with
            {
                Attribution = new CaseAttribution
                {
                    Extra = new CpuInterval(10, 8, 12),
                    Programs =
                    [
                        new AttributedProgram
                        {
                            Name = "trace_net_rx",
                            Role = "server",
                            CallsPerSecond = 1000,
                            NanosecondsPerCall = 71_000,
                            Percent = 7.1,
                        },
                    ],
                    ProgramsPercent = 7.1,
                    ToolProcessesPercent = 0.4,
                    RemainderPercent = 2.5,
                },
            }
        ),
        ("pass, faster with the tool", Tool(Verdict.Pass, Latency, 8, Judged(Metric.MeanLatency, -1.2, -3, 0.6, 5, Verdict.Pass))),
        ("pass, nothing but noise", Tool(Verdict.Pass, Latency, 8, Judged(Metric.MeanLatency, 0.4, -1, 1.8, 5, Verdict.Pass))),
        (
            "pass, nothing to see",
            Tool(Verdict.Pass, "throughput/tcp/single_0_2s", 8, Judged(Metric.Throughput, -0.001, -0.02, 0.018, 5, Verdict.Pass))
        ),
        (
            "pass, bound just under the budget",
            Tool(Verdict.Pass, Latency, 12, Judged(Metric.MeanLatency, 3.1, 1.2, 4.997, 5, Verdict.Pass))
        ),
        (
            "pass, several metrics",
            Tool(
                Verdict.Pass,
                "throughput/tcp/streams_4_2s",
                6,
                Judged(Metric.Throughput, -0.1, -0.3, 0.1, 5, Verdict.Pass),
                Judged(Metric.ClientCpu, 12.3, 8.1, 16.5, 60, Verdict.Pass)
            )
        ),
        (
            "pass, many metrics",
            Tool(
                Verdict.Pass,
                Latency,
                8,
                Judged(Metric.MeanLatency, 3.1, 2.4, 3.8, 10, Verdict.Pass),
                Judged(Metric.P50Latency, 3, 2, 4, 20, Verdict.Pass),
                Judged(Metric.P90Latency, 3, 2, 4, 30, Verdict.Pass),
                Judged(Metric.P99Latency, 3, 2, 4, 40, Verdict.Pass),
                Judged(Metric.TransactionRate, 3, 2, 4, 50, Verdict.Pass)
            )
        ),
        (
            "pass, capped load, CPU leads",
            Tool(
                Verdict.Pass,
                "throughput/tcp/single_300M_1s",
                5,
                Judged(Metric.Throughput, 0.04, -0.02, 0.1, 5, Verdict.Pass),
                Judged(Metric.ClientCpu, 41.2, 38, 44.1, 60, Verdict.Pass)
            ) with
            {
                CappedAt = "300M",
            }
        ),
        (
            "pass, capped load, no budget for CPU",
            Tool(Verdict.Pass, "pps/udp/pps_streams_2_1s", 5, Judged(Metric.PacketRate, 0.04, -0.02, 0.1, 5, Verdict.Pass)) with
            {
                CappedAt = "5M",
            }
        ),
        (
            "pass, stored baseline",
            Tool(Verdict.Pass, Latency, 8, Judged(Metric.MeanLatency, 3.1, 2.4, 3.8, 10, Verdict.Pass, floor: null)) with
            {
                StoredBaseline = new StoredBaselineUse(Sample.Time, Sample.Time, 6, 3),
            }
        ),
        (
            "pass, resumed",
            Tool(Verdict.Pass, Latency, 8, Judged(Metric.MeanLatency, 3.1, 2.4, 3.8, 10, Verdict.Pass)) with
            {
                ResumedFrom = Sample.Time,
            }
        ),
        ("fail", Tool(Verdict.Fail, "pps/udp/pps_streams_1_1s", 5, Judged(Metric.PacketRate, 55, 52.1, 57.7, 10, Verdict.Fail))),
        ("fail, huge", Tool(Verdict.Fail, "latency/udp/latency_2s", 5, Judged(Metric.MeanLatency, 9512, 8511, 9899, 5, Verdict.Fail))),
        (
            "fail, several metrics",
            Tool(
                Verdict.Fail,
                Latency,
                8,
                Judged(Metric.MeanLatency, 3.1, 2.4, 3.8, 10, Verdict.Pass),
                Judged(Metric.P99Latency, 12, 11, 13, 10, Verdict.Fail),
                Judged(Metric.TransactionRate, 4, -2, 9, 5, Verdict.Inconclusive)
            )
        ),
        ("inconclusive", Tool(Verdict.Inconclusive, Latency, 40, Judged(Metric.MeanLatency, 4.3, 2.7, 5.9, 5, Verdict.Inconclusive))),
        (
            "inconclusive, far from decided",
            Tool(Verdict.Inconclusive, Latency, 12, Judged(Metric.MeanLatency, 0.4, -5.6, 6.4, 5, Verdict.Inconclusive))
        ),
        (
            "inconclusive, at the budget",
            Tool(Verdict.Inconclusive, Latency, 40, Judged(Metric.MeanLatency, 4.9, 3.1, 6.7, 5, Verdict.Inconclusive))
        ),
        (
            "inconclusive, budget under the noise floor",
            Tool(Verdict.Inconclusive, Latency, 12, Judged(Metric.MeanLatency, -0.4, -4.1, 3.9, 2, Verdict.Inconclusive, floor: 4.1))
        ),
        (
            "inconclusive, within a step of its values",
            Tool(
                Verdict.Inconclusive,
                Latency,
                12,
                Judged(Metric.P99Latency, 5, -0.1, 10.3, 8, Verdict.Inconclusive, floor: 5) with
                {
                    StepPercent = 5,
                }
            )
        ),
        (
            "inconclusive, cost in some rounds only",
            Tool(
                Verdict.Inconclusive,
                Latency,
                12,
                Judged(Metric.MeanLatency, 2.1, 1.2, 3.1, 5, Verdict.Inconclusive) with
                {
                    MeanOverheadPercent = 6.2,
                    MeanHighPercent = 7.1,
                }
            )
        ),
        (
            "inconclusive, slow baselines in some rounds only",
            Tool(
                Verdict.Inconclusive,
                Latency,
                12,
                Judged(Metric.MeanLatency, 7.1, 6.2, 8.1, 5, Verdict.Inconclusive) with
                {
                    MeanOverheadPercent = 3.2,
                    MeanLowPercent = 2.1,
                }
            )
        ),
        (
            "inconclusive, faster at worst",
            Tool(Verdict.Inconclusive, Latency, 12, Judged(Metric.MeanLatency, -4, -8, -0.2, -2, Verdict.Inconclusive))
        ),
        (
            "inconclusive, no bounds",
            Tool(Verdict.Inconclusive, Latency, 1, Judged(Metric.MeanLatency, 4, null, null, 5, Verdict.Inconclusive, floor: null)) with
            {
                CutShort = true,
            }
        ),
        (
            "inconclusive, cut short",
            Tool(Verdict.Inconclusive, Latency, 6, Judged(Metric.MeanLatency, 3, 1.1, 4.9, 10, Verdict.Inconclusive)) with
            {
                CutShort = true,
            }
        ),
        (
            "inconclusive, cut short before a round",
            Tool(Verdict.Inconclusive, Latency, 0) with
            {
                CutShort = true,
                Reasons = ["cut short after 0 rounds, before the look at 5"],
            }
        ),
        ("inconclusive, no budget", Tool(Verdict.Inconclusive, Latency, 12, Judged(Metric.MeanLatency, 3.1, 2.4, 3.8, null, null))),
        (
            "inconclusive, presence not proven",
            Tool(Verdict.Inconclusive, Latency, 8, Judged(Metric.MeanLatency, 3.1, 2.4, 3.8, 10, Verdict.Pass)) with
            {
                Exposure = null,
                CutShort = true,
                Reasons = ["stopped before the tool's presence was proven"],
            }
        ),
        (
            "invalid",
            Tool(Verdict.Invalid, Latency, 2, Judged(Metric.MeanLatency, 3.1, 2.4, 3.8, 10, Verdict.Invalid)) with
            {
                Reasons =
                [
                    "4 rounds dropped, 3 allowed (max_dropped_rounds), because the load ended after 0.4 s of 2 s: fix that, then "
                        + "measure again",
                ],
            }
        ),
        (
            "invalid, several lines of a tool",
            Tool(Verdict.Invalid, Latency, 0) with
            {
                Reasons = ["the tool ended with exit code 1:\n\tCould not attach\r\n  kprobe."],
            }
        ),
        ("invalid, nothing recorded", Tool(Verdict.Invalid, Latency, 0) with { Reasons = [] }),
        (
            "baseline",
            Baseline(Verdict.Pass, 5, Judged(Metric.MeanLatency, 0.2, -0.4, 0.8, null, null), Noise(Metric.MeanLatency, 1.1, 0.3))
        ),
        (
            "baseline, several budgets, one too small",
            Baseline(
                Verdict.Pass,
                5,
                Judged(Metric.MeanLatency, -0.2, -0.8, 0.4, null, null),
                Noise(Metric.MeanLatency, 4.1, -0.04, budget: 2),
                Noise(Metric.ClientCpu, 6.2, 1, budget: 60),
                Noise(Metric.P99Latency, 9, 1)
            )
        ),
        (
            "baseline, biased",
            Baseline(Verdict.Pass, 5, Judged(Metric.MeanLatency, 5, 4.9, 5.1, null, null), Noise(Metric.MeanLatency, 1.1, 0.3))
        ),
        (
            "baseline, floor unknown",
            Baseline(Verdict.Pass, 2, Judged(Metric.MeanLatency, 0.2, -0.4, 0.8, null, null), Noise(Metric.MeanLatency, null, null))
        ),
        (
            "baseline, cut short",
            Baseline(
                Verdict.Inconclusive,
                3,
                Judged(Metric.MeanLatency, 0.2, -0.4, 0.8, null, null),
                Noise(Metric.MeanLatency, 1.1, 0.3)
            ) with
            {
                CutShort = true,
            }
        ),
        (
            "baseline, invalid",
            Baseline(Verdict.Invalid, 3, Judged(Metric.MeanLatency, 0.2, -0.4, 0.8, null, null)) with
            {
                Reasons = ["3 rounds valid, 5 needed (baseline_rounds): measure it again"],
            }
        ),
    ];
}
