using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Reporting;

/// <summary>Made-up runs behind <see cref="SampleCases"/>, and a case that has everything a report can show.</summary>
internal static class SampleDetails
{
    /// <summary>A costly case with percentiles, attribution of two hosts, programs and dropped rounds.</summary>
    public static CaseResult Rich { get; } =
        WithAttribution(
            SampleCases.Tool(
                "packet_printer",
                "lab-system",
                "latency/icmp/latency_5s",
                Verdict.Fail,
                SampleCases.Judged(Metric.MeanLatency, 33, 147, 345, 310, 380, 60, Verdict.Fail),
                Percentile(Metric.MinLatency, 15, 90),
                Percentile(Metric.P50Latency, 30, 140),
                Percentile(Metric.P90Latency, 41, 190),
                Percentile(Metric.P99Latency, 88, 420),
                Percentile(Metric.MaxLatency, 700, 2400)
            )
        );

    public static IReadOnlyList<CaseResult> Cases { get; } = [.. SampleCases.EveryKind, Rich];

    /// <summary>Details of every case: commands, folders, and the course of those of bytes.</summary>
    public static IReadOnlyDictionary<string, CaseDetail> Of(IReadOnlyList<CaseResult> cases) =>
        cases.ToDictionary(
            result => result.Verdict.Case,
            result => new CaseDetail
            {
                BaselineRun = Run(result, "run_1", tool: null),
                MiddleRun = result.Tool is { } tool ? Run(result, "run_1m", tool) : null,
                Folders = result.Rounds.SelectMany(round => round.Runs).ToHashSet(),
                Course = result.TestType == TestType.Latency ? null : new RateCourse(Course(300e6), Course(280e6)),
            }
        );

    private static MetricVerdict Percentile(Metric metric, double baseline, double ebpf) =>
        SampleCases.Judged(metric, baseline, ebpf, 100 * (ebpf - baseline) / baseline, 100, 500, null, null);

    private static IReadOnlyList<RateMoment> Course(double rate) =>
        [
            .. Enumerable
                .Range(1, 10)
                .Select(second => new RateMoment(second, second == 6 ? rate * 0.4 : rate * (1 + (0.01 * Math.Sin(second))))),
        ];

    private static CaseResult WithAttribution(CaseResult result) =>
        result with
        {
            Verdict = result.Verdict with
            {
                Attribution = new CaseAttribution
                {
                    Extra = new CpuInterval(61.2, 55, 67.4),
                    Programs =
                    [
                        new AttributedProgram
                        {
                            Name = "on_receive",
                            Role = "server",
                            CallsPerSecond = 39_000,
                            NanosecondsPerCall = 9_200,
                            Percent = 35.9,
                        },
                        new AttributedProgram
                        {
                            Name = "on_send",
                            Role = "server",
                            CallsPerSecond = 39_000,
                            NanosecondsPerCall = 4_100,
                            Percent = 16,
                        },
                    ],
                    ProgramsPercent = 51.9,
                    ToolProcessesPercent = 14.1,
                    RemainderPercent = -4.8,
                    NanosecondsPerPacket = 15_700,
                    Hosts = new Dictionary<string, AttributedHost> { ["server"] = Host(40), ["client"] = Host(21) },
                    Footprint = new ToolFootprint
                    {
                        StartSeconds = 0.61,
                        StopSeconds = 0.2,
                        PeakResidentBytes = 64e6,
                        MapBytes = 4096,
                        ProgramBytes = 8192,
                        WrittenBytes = 0,
                        PrintedBytes = 1e6,
                    },
                    Notes = ["the exposure run counted the programs"],
                },
            },
        };

    private static AttributedHost Host(double busy) =>
        new()
        {
            Busy = Interval(busy),
            User = Interval(busy * 0.1),
            System = Interval(busy * 0.6),
            SoftIrq = Interval(busy * 0.3),
            Cores = new Dictionary<string, CpuInterval> { ["0"] = Interval(busy) },
        };

    private static CpuInterval Interval(double percent) => new(percent, percent - 3, percent + 3);

    private static RunRecord Run(CaseResult result, string name, string? tool) =>
        new()
        {
            TestCase = new RunConditions
            {
                Environment = result.Environment,
                TestType = PerfCase.Token(result.TestType),
                Protocol = result.Protocol,
                Parameters = new Dictionary<string, string>(),
                EbpfTool = tool,
            },
            Execution = new RunExecution
            {
                StartTime = DateTimeOffset.UnixEpoch,
                EndTime = DateTimeOffset.UnixEpoch,
                Duration = 2,
                Status = RunStatus.Success,
                Broken = [],
                Notes = [],
            },
            Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>(),
            Commands = new RunCommands(
                "iperf3 -s -p 5001 -B 198.19.1.1",
                ["iperf3 -c 198.19.1.1 -p 5001 -t 10 -b 300M -J"],
                tool is null ? null : $"bpftrace {tool}.bt"
            ),
            Metrics = new Dictionary<string, double>(),
            Folder = $"{result.Verdict.Case}/{name}",
        };
}
