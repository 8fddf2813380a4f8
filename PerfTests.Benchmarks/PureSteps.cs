using BenchmarkDotNet.Attributes;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Benchmarks;

/// <summary>The steps that <see cref="PureBenchmark"/> measures.</summary>
public class PureSteps
{
    private const int Cases = 10_000;

    private readonly string _folder = Path.Combine(RepositoryRoot.Find(), "config");
    private readonly PerfConfig _large = Large();
    private readonly CaseEvidence _evidence = TwelveRounds();
    private readonly Thresholds _thresholds = new();

    [Benchmark(Description = "load and check the configuration of the lab")]
    public object LoadConfiguration() => ConfigLoader.Load(_folder);

    [Benchmark(Description = "matrix of 10,000 cases with their names")]
    public int BuildMatrix()
    {
        var cases = TestMatrix.Build(_large).Select(perfCase => perfCase.Name).ToList();
        return cases.Count == Cases ? cases.Count : throw new InvalidOperationException($"{cases.Count} cases");
    }

    [Benchmark(Description = "verdict on 12 rounds of a latency case")]
    public object Judge() => CaseJudge.Judge(_evidence, _thresholds, DateTimeOffset.UnixEpoch);

    /// <summary>10 environments with 40 loads each; 24 tools beside each baseline.</summary>
    private static PerfConfig Large()
    {
        var lab = ConfigLoader.Load(Path.Combine(RepositoryRoot.Find(), "config"));
        var environments = Enumerable.Range(1, 10).Select(i => lab.Environments[0] with { Id = $"environment-{i}" }).ToList();
        var load = lab.Performance.MultiStream!;
        return lab with
        {
            Environments = environments,
            Performance = new PerformanceSpec
            {
                MultiStream = load with
                {
                    Streams = [1, 2, 4, 8],
                    Clients =
                    [
                        load.Clients.First(client => client.Protocol == Protocol.Tcp) with
                        {
                            DurationsSeconds = [1, 10, 20, 30, 60],
                            TargetBandwidths = ["0", "1G"],
                        },
                    ],
                },
            },
            Tools =
            [
                .. Enumerable
                    .Range(1, 24)
                    .Select(i => new ToolSpec
                    {
                        Id = $"tool_{i}",
                        Name = $"Tool {i}",
                        Path = "tool",
                        TestTypes = [TestType.Throughput],
                        Protocols = [Protocol.Tcp],
                        ApplicableEnvironments = [.. environments.Select(environment => environment.Id)],
                    }),
            ],
        };
    }

    private static CaseEvidence TwelveRounds()
    {
        var random = new Random(1);
        string[] metrics = ["min_latency", "mean_latency", "p50_latency", "p90_latency", "p99_latency", "max_latency", "stddev_latency"];
        double Value() => 90 + (20 * random.NextDouble());
        return new CaseEvidence
        {
            Case = "ebpf/tool/environment/latency/tcp/latency_1s",
            TestType = TestType.Latency,
            IsBaseline = false,
            BudgetPercent = new Dictionary<string, double> { ["mean_latency"] = 5 },
            Exposure = new ExposureRecord
            {
                Alive = true,
                Programs = [],
                RunCount = 1,
                Run = "exposure",
                Checks = [],
                EndPrograms = [],
            },
            Rounds =
            [
                .. Enumerable
                    .Range(1, 12)
                    .Select(i => new RoundRecord
                    {
                        Number = i,
                        Baseline = ["before", "after"],
                        Middle = ["first", "second"],
                        Values = metrics.ToDictionary(metric => metric, _ => new RoundValues([Value(), Value()], [Value(), Value()])),
                    }),
            ],
        };
    }
}
