using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Summaries;

/// <summary>The names under which the first design of the analysis keeps the main metric of a test type.</summary>
internal sealed record OriginalKeys(string Change, string Baseline, string Ebpf)
{
    public static OriginalKeys For(TestType type) =>
        type switch
        {
            TestType.Throughput => new("throughput_loss_percent", "baseline_throughput", "ebpf_throughput"),
            TestType.Latency => new("latency_increase_percent", "baseline_latency", "ebpf_latency"),
            TestType.Pps => new("pps_loss_percent", "baseline_pps", "ebpf_pps"),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown test type"),
        };

    /// <summary>The three figures of a case; null where its rounds do not give one.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Figures(MetricVerdict? primary) =>
        [new(Change, primary?.OverheadPercent), new(Baseline, primary?.Baseline), new(Ebpf, primary?.Ebpf)];
}
