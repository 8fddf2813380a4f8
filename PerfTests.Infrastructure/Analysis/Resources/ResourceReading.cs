using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Analysis.Resources;

/// <summary>One figure that a run's record or its monitoring holds.</summary>
/// <param name="Group"><c>cpu_usage</c>, <c>memory_usage</c>, <c>disk_io</c> or <c>network</c>.</param>
/// <param name="Of">The host's role, or whose processes.</param>
/// <param name="Quantity">What is counted.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Value">Its value in this run.</param>
internal sealed record ResourceReading(string Group, string Of, string Quantity, string Unit, double Value)
{
    public const string Cpu = "cpu_usage";
    public const string Memory = "memory_usage";
    public const string Disk = "disk_io";
    public const string Network = "network";

    public static IReadOnlyList<string> Groups { get; } = [Cpu, Memory, Disk, Network];

    /// <summary>Everything that is known of one run.</summary>
    public static IEnumerable<ResourceReading> OfRun(RunRecord run, MonitoringSummary? monitoring)
    {
        foreach (var (metric, of) in new[] { (Metric.ClientCpu, "load_client"), (Metric.ServerCpu, "load_server") })
            if (run.Metrics.TryGetValue(metric.Name, out var percent))
                yield return new(Cpu, of, "processes_of_the_load", metric.Unit, percent);
        foreach (var reading in OfMonitoring(monitoring))
            yield return reading;
    }

    /// <summary>What the monitors alone say; nothing where none ran.</summary>
    public static IEnumerable<ResourceReading> OfMonitoring(MonitoringSummary? monitoring) =>
        monitoring is null ? [] : monitoring.Hosts.SelectMany(host => OfHost(host.Key, host.Value)).Concat(OfTool(monitoring.Tool));

    private static IEnumerable<ResourceReading> OfHost(string role, HostUse host)
    {
        if (host.Cpu is { } cpu)
        {
            yield return new(Cpu, role, "busy", "% of all cores", cpu.Window.Busy);
            yield return new(Cpu, role, "user", "% of all cores", cpu.Window.User);
            yield return new(Cpu, role, "system", "% of all cores", cpu.Window.System);
            yield return new(Cpu, role, "softirq", "% of all cores", cpu.Window.SoftIrq);
            yield return new(Cpu, role, "steal", "% of all cores", cpu.Window.Steal);
        }
        if (host.Memory is { } memory)
        {
            yield return new(Memory, role, "used", "bytes", memory.UsedBytes?.Mean ?? memory.UsedBytesAfter);
            yield return new(Memory, role, "used_growth", "bytes", memory.UsedBytesAfter - memory.UsedBytesBefore);
        }
        if (host.Disks is { } disks)
        {
            yield return new(Disk, role, "read", "bytes/s", disks.Values.Sum(disk => disk.ReadBytesPerSecond));
            yield return new(Disk, role, "written", "bytes/s", disks.Values.Sum(disk => disk.WrittenBytesPerSecond));
            if (disks.Count > 0)
                yield return new(Disk, role, "busiest_disk", "%", disks.Values.Max(disk => disk.BusyPercent));
        }
        if (host.Network is { } network)
        {
            yield return new(Network, role, "received", "bit/s", network.ReceivedBitsPerSecond);
            yield return new(Network, role, "sent", "bit/s", network.SentBitsPerSecond);
            yield return new(Network, role, "received_packets", "packets/s", network.ReceivedPacketsPerSecond);
            yield return new(Network, role, "sent_packets", "packets/s", network.SentPacketsPerSecond);
            yield return new(Network, role, "dropped_packets", "packets", network.DroppedPackets);
        }
    }

    private static IEnumerable<ResourceReading> OfTool(ToolResources? tool)
    {
        if (tool?.CpuPercent is { } cpu)
            yield return new(Cpu, "tool", "processes_of_the_tool", "% of a core", cpu);
        if (tool?.ResidentBytes is { } resident)
            yield return new(Memory, "tool", "resident", "bytes", resident);
        if (tool?.ReadBytes is { } read && tool.ObservedSeconds > 0)
            yield return new(Disk, "tool", "read", "bytes/s", read / tool.ObservedSeconds);
        if (tool?.WrittenBytes is { } written && tool.ObservedSeconds > 0)
            yield return new(Disk, "tool", "written", "bytes/s", written / tool.ObservedSeconds);
    }
}
