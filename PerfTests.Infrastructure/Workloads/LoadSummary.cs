using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Workloads;

/// <summary>Folds what the client processes of one run reported into one result.</summary>
internal static class LoadSummary
{
    /// <summary>All processes of one run taken together.</summary>
    /// <remarks>
    /// Rates, retransmits and CPU are sums. Latencies are means weighted by transactions (plain means when a process does not tell them),
    /// except that the minimum is the smallest and the maximum the largest. The weighted mean of means is exact; that of percentiles is an
    /// approximation, because the processes keep no distribution. Loss is weighted by packets sent in the same way, jitter is a plain mean.
    /// A metric that some process lacks is left out, since a sum over a part of the load would read as a change.
    /// <see cref="LoadResult.LoadSeconds"/> is the longest: the load lasted until its last process ended.
    /// </remarks>
    public static LoadResult Of(IReadOnlyList<LoadResult> processes)
    {
        if (processes.Count == 0)
            throw new ArgumentException("a run has at least one client process", nameof(processes));
        if (processes.Count == 1)
            return processes[0];
        return new LoadResult
        {
            LoadSeconds = processes.Max(process => process.LoadSeconds),
            Metrics = processes[0]
                .Metrics.Keys.Where(name => processes.All(process => process.Metrics.ContainsKey(name)))
                .ToDictionary(name => name, name => Fold(name, processes)),
            Transactions = Sum(processes, process => process.Transactions),
            PacketsSent = Sum(processes, process => process.PacketsSent),
            // The worst stream: one that stood still is not made good by the others.
            MissingPercent = processes.Max(process => process.MissingPercent),
            ExcessPercent = processes.Max(process => process.ExcessPercent),
            LongestGapSeconds = processes.Max(process => process.LongestGapSeconds),
            SilentSeconds = processes.Max(process => process.SilentSeconds),
            OfferedPercent = processes.Min(process => process.OfferedPercent),
            Notes = [.. processes.SelectMany(process => process.Notes).Distinct()],
        };
    }

    private static double Fold(string name, IReadOnlyList<LoadResult> processes)
    {
        var values = processes.Select(process => process.Metrics[name]);
        if (name == Metric.MinLatency.Name)
            return values.Min();
        if (name == Metric.MaxLatency.Name)
            return values.Max();
        if (name == Metric.Loss.Name)
            return WeightedMean(name, processes, process => process.PacketsSent);
        if (name == Metric.Jitter.Name)
            return values.Average();
        return Metric.Find(name)?.Unit == Metric.MeanLatency.Unit
            ? WeightedMean(name, processes, process => process.Transactions)
            : values.Sum();
    }

    private static double WeightedMean(string name, IReadOnlyList<LoadResult> processes, Func<LoadResult, double?> weight)
    {
        var total = Sum(processes, weight);
        return total > 0
            ? processes.Sum(process => process.Metrics[name] * (weight(process)!.Value / total.Value))
            : processes.Average(process => process.Metrics[name]);
    }

    private static double? Sum(IReadOnlyList<LoadResult> processes, Func<LoadResult, double?> value) =>
        processes.All(process => value(process) is not null) ? processes.Sum(process => value(process)!.Value) : null;
}
