using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Reporting;

/// <summary>A matrix as large sites have it: 25 tools on 4 environments, everything measured of each case.</summary>
internal static class LargeReport
{
    public static IReadOnlyList<CaseResult> Cases(int count) => [.. Enumerable.Range(0, count).Select(Case)];

    private static CaseResult Case(int index)
    {
        var (percent, verdict) = (index % 13, (Verdict)(index % 4));
        var workload =
            (index / 100 % 2) == 0 ? $"throughput/tcp/streams_{(index / 100) + 1}_30s" : $"latency/udp/latency_{(index / 100) + 1}s";
        var metric = workload.StartsWith('t') ? Metric.Throughput : Metric.MeanLatency;
        var result = SampleCases.Tool(
            $"tool_{index % 25}",
            $"environment-{index / 25 % 4}",
            workload,
            verdict,
            SampleCases.Judged(metric, 9.41e9 + (index * 1e6), 9.2e9, percent, percent - 1.23, percent + 1.07, 5, verdict),
            SampleCases.Judged(Metric.ClientCpu, 40 + (index % 7), 44, 10, 8, 12, null, null)
        );
        return result with { Verdict = result.Verdict with { Attribution = SampleDetails.Rich.Verdict.Attribution } };
    }
}
