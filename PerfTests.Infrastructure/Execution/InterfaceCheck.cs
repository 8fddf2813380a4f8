using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Execution;

/// <summary>Whether the load went over the interface whose packets are counted.</summary>
/// <remarks>Another interface of the same host has a small and steady packet rate, which no tool ever seems to change.</remarks>
internal static class InterfaceCheck
{
    /// <summary>Share of the load's payload that the interface must have carried; headers and resent data come on top of it.</summary>
    private const double LeastShare = 0.9;

    /// <exception cref="LoadFailedException">The interface carried less than the load moved.</exception>
    public static void Require(string name, NetDevCounters before, NetDevCounters after, LoadResult load)
    {
        if (!load.Metrics.TryGetValue(Metric.Throughput.Name, out var bitsPerSecond))
            return;
        var moved = bitsPerSecond / 8 * load.LoadSeconds;
        // Both directions: a load may be asked to run the other way.
        var carried = (double)after.ReceivedBytes - before.ReceivedBytes + ((double)after.SentBytes - before.SentBytes);
        if (carried < LeastShare * moved)
        {
            throw new LoadFailedException(
                $"interface {name} of the server carried {Math.Max(0, carried):F0} bytes while the load moved {moved:F0}: correct interface in "
                + "test-environments.yaml, or see whether its driver counts what an XDP program handles");
        }
    }
}
