using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>Whether a load ran as planned, in the terms of the validity rules. Pure.</summary>
internal static class LoadMeasures
{
    private const double MostInPacket = 10;

    /// <param name="arm">What a tool itself may change is asked of baseline runs only.</param>
    /// <param name="hosts">Server and client.</param>
    public static IEnumerable<ValidityMeasure> Of(LoadResult load, TestType type, Arm arm, IEnumerable<HostLook> hosts)
    {
        yield return Measured(ValidityRule.ShortLoad, load.MissingPercent);
        yield return Measured(ValidityRule.LongLoad, load.ExcessPercent);
        if (load.LongestGapSeconds is { } gap)
            yield return Measured(ValidityRule.LongestGap, gap);
        if (load.SilentSeconds is { } silent)
            yield return Measured(ValidityRule.Silence, silent);
        if (type == TestType.Latency && load.Transactions is { } replies)
            yield return Measured(ValidityRule.Samples, replies);
        if (load.OfferedPercent is { } offered)
        {
            yield return Measured(ValidityRule.OfferedLoad, offered) with
            {
                Detail = "the sender cannot keep up: lower target_bw in performance-test-spec.yaml",
                NotApplicable = arm == Arm.Baseline ? null : "a tool may slow the sender down: that is its cost",
            };
        }
        foreach (var host in hosts)
            if (
                host.Interface is { } name
                && host.Before.Interfaces.TryGetValue(name, out var before)
                && host.After.Interfaces.TryGetValue(name, out var after)
                && InterfaceShare(load, before, after) is { } share
            )
            {
                yield return Measured(ValidityRule.InterfaceShare, share) with
                {
                    Role = host.Role,
                    Host = host.HostId,
                    Detail =
                        $"interface {name}; correct it in test-environments.yaml, or see whether its driver counts what an XDP program "
                        + $"handles",
                    // Drivers that do not count what an XDP program handles spoil the packet rate, and nothing else.
                    NotApplicable = arm == Arm.Baseline || type == TestType.Pps ? null : "no figure of this load comes from the interface",
                };
            }
    }

    /// <summary>What the interface counted of what the load moved, in percent; null where the load does not tell what that is.</summary>
    /// <remarks>Both directions: a load may be asked to run the other way. Headers and resent data come on top of it.</remarks>
    private static double? InterfaceShare(LoadResult load, NetDevCounters before, NetDevCounters after)
    {
        var bytes = Grown(before.ReceivedBytes, after.ReceivedBytes) + Grown(before.SentBytes, after.SentBytes);
        if (load.Metrics.TryGetValue(Metric.Throughput.Name, out var bitsPerSecond) && bitsPerSecond * load.LoadSeconds > 0)
            return 100 * bytes / (bitsPerSecond / 8 * load.LoadSeconds);
        // A request and its answer are a packet each way; up to so many may share one where requests do not wait for answers.
        var packets = Grown(before.ReceivedPackets, after.ReceivedPackets) + Grown(before.SentPackets, after.SentPackets);
        return load.Transactions > 0 ? Math.Min(100, 100 * packets * MostInPacket / (2 * load.Transactions.Value)) : null;
    }

    // A counter that went backwards counted nothing that can be relied on.
    private static double Grown(ulong before, ulong after) => after > before ? after - before : 0;

    private static ValidityMeasure Measured(ValidityRule rule, double value) => new() { Rule = rule.Name, Value = value };
}
