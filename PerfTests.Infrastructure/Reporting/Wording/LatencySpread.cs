using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Wording;

/// <summary>How the latencies of one arm spread, in µs; what the load does not report is null.</summary>
internal sealed record LatencySpread(double? Min, double? P50, double? Mean, double? P90, double? P99, double? Max)
{
    /// <summary>What is known, all of it over zero, in no order.</summary>
    public IReadOnlyList<double> Values { get; } = [.. new[] { Min, P50, Mean, P90, P99, Max }.OfType<double>()];

    /// <summary>The spreads of both arms; null when a case has too little to draw one of.</summary>
    public static (LatencySpread Baseline, LatencySpread Middle)? Of(IReadOnlyList<MetricVerdict> metrics)
    {
        var (baseline, middle) = (Of(metrics, metric => metric.Baseline), Of(metrics, metric => metric.Ebpf));
        return baseline.Values.Count >= 3 && middle.Values.Count >= 3 ? (baseline, middle) : null;
    }

    private static LatencySpread Of(IReadOnlyList<MetricVerdict> metrics, Func<MetricVerdict, double?> arm)
    {
        return new(
            Value(Metric.MinLatency),
            Value(Metric.P50Latency),
            Value(Metric.MeanLatency),
            Value(Metric.P90Latency),
            Value(Metric.P99Latency),
            Value(Metric.MaxLatency)
        );

        // A logarithmic axis has no place for zero
        double? Value(Metric metric) =>
            metrics.FirstOrDefault(each => each.Name == metric.Name) is { } found && arm(found) is > 1e-9 and < 1e15 and var value
                ? value
                : null;
    }
}
