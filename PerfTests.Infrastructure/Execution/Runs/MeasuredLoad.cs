using System.Text;
using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>What one load came to.</summary>
/// <param name="Result">What all client processes reported together.</param>
/// <param name="Metrics">The figures by metric name, those of the CPU left out.</param>
/// <param name="Hosts">The hosts around the load.</param>
/// <param name="Traffic">What the load put on the server's interface.</param>
/// <param name="Cpu">CPU of the load and of the hosts, the tool's processes left out.</param>
internal sealed record MeasuredLoad(
    LoadResult Result,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<HostLook> Hosts,
    LoadTraffic Traffic,
    RunCpu Cpu
)
{
    // Payload of a packet at an MTU of 1500 with timestamps, as nearly every TCP has.
    private const double SegmentBytes = 1448;

    /// <param name="counters">Counters around the load, by role of the host.</param>
    /// <param name="events">What was counted on the hosts, by role.</param>
    /// <param name="serverCpuSeconds">CPU of the servers' processes, where it can be read from them.</param>
    /// <exception cref="LoadFailedException">A program did not report what it should have, or a host's counters cannot be read.</exception>
    public static MeasuredLoad Of(
        LoadPlan plan,
        ClientOutput output,
        IReadOnlyDictionary<string, HostCounters> counters,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, EventCount>> events,
        double? serverCpuSeconds
    )
    {
        var load = LoadSummary.Of([
            .. output.Processes.Select(process =>
                plan.Program.Parse(
                    process.ExitCode,
                    Encoding.UTF8.GetString(process.StandardOutput),
                    Encoding.UTF8.GetString(process.StandardError),
                    plan.Workload.DurationSeconds,
                    plan.Workload.Amount
                )
            ),
        ]);
        var cpu = LoadCpu.Of(counters, events, plan.Workload, output, load, serverCpuSeconds, RunMonitors.ToolRole(plan.Environment));
        var (packets, traffic) = OnTheServer(plan, counters[RunMonitors.Server], load);
        return new MeasuredLoad(load, Derived(load, packets), Looks(plan.Environment, counters), traffic, cpu);
    }

    /// <summary>The load's own figures, and those that follow from them.</summary>
    internal static IReadOnlyDictionary<string, double> Derived(LoadResult load, double packets)
    {
        // A single echo request takes no time that its program tells.
        if (load.LoadSeconds <= 0)
            return load.Metrics;
        var metrics = new Dictionary<string, double>(load.Metrics) { [Metric.PacketRate.Name] = packets / load.LoadSeconds };
        if (
            metrics.TryGetValue(Metric.Retransmits.Name, out var retransmits)
            && metrics.TryGetValue(Metric.Throughput.Name, out var bitsPerSecond)
            && bitsPerSecond > 0
        )
            metrics[Metric.RetransmitShare.Name] = 100 * retransmits / (bitsPerSecond * load.LoadSeconds / 8 / SegmentBytes);
        return metrics;
    }

    private static (ulong Packets, LoadTraffic Traffic) OnTheServer(LoadPlan plan, HostCounters counters, LoadResult load)
    {
        var server = plan.Environment.Server;
        try
        {
            var before = CounterSnapshot.Parse(counters.Before).Interface(server.Interface);
            var after = CounterSnapshot.Parse(counters.After).Interface(server.Interface);
            // It fails where a counter went backwards.
            var traffic = LoadTraffic.Of(server.Interface, before, after, load, plan.Workload);
            return (after.ReceivedPackets - before.ReceivedPackets, traffic);
        }
        catch (FormatException exception)
        {
            throw new LoadFailedException($"host {server.Host.Id}: {exception.Message}", exception);
        }
    }

    private static IReadOnlyList<HostLook> Looks(TestEnvironment environment, IReadOnlyDictionary<string, HostCounters> counters)
    {
        try
        {
            return
            [
                .. counters.Select(host =>
                    host.Key switch
                    {
                        RunMonitors.Server => Look(host.Key, environment.Server, host.Value),
                        RunMonitors.Client => Look(host.Key, environment.Client, host.Value),
                        // No load ends on a third host.
                        _ => Look(host.Key, environment.ToolEndpoints[0].Endpoint, host.Value) with { Interface = null },
                    }
                ),
            ];
        }
        catch (FormatException exception)
        {
            throw new LoadFailedException($"the counters of a host of {environment.Id} cannot be read: {exception.Message}", exception);
        }

        static HostLook Look(string role, Endpoint endpoint, HostCounters host) =>
            HostLook.Of(role, endpoint.Host.Id, endpoint.Interface, host.Before, host.After);
    }
}
