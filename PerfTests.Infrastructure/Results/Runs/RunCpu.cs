using PerfTests.Infrastructure.Monitoring.Cpu;

namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>CPU of one run from just before the load until just after it (<c>cpu</c> of <c>metadata.json</c>).</summary>
public sealed record RunCpu
{
    /// <summary>The hosts by role. Roles on one kernel (containers, namespaces) have the figures of the same machine.</summary>
    public required IReadOnlyDictionary<string, HostCpu> Hosts { get; init; }

    /// <summary>Processes of the load on the client, in CPU seconds; null when not told.</summary>
    public double? ClientProcessSeconds { get; init; }

    /// <summary>Processes of the load on the server.</summary>
    public double? ServerProcessSeconds { get; init; }

    /// <summary>The tool's processes on all its hosts; 0 in a baseline run, null when not told.</summary>
    public double? ToolProcessSeconds { get; init; }

    /// <summary>
    /// Whether all is there that hosts and servers of this load can tell. What they never tell lacks in every run alike; what they failed
    /// to tell once would make that run look cheaper than its neighbours.
    /// </summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>What is not in these figures, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// CPU that the traffic takes: the load's processes, network work of the kernels outside of them, and the tool's processes. Each
    /// kernel counts once, whatever the number of roles on it. Null when the client's processes, or the tool's, are not known, what the
    /// kernel of a host does outside of processes is not, or the figures are not whole.
    /// </summary>
    /// <remarks>
    /// What kernels do outside of processes may be below zero, by the error of the clocks. On a busy host that can be more than a small
    /// load takes; less than half of what its processes took is then not believed, for no overhead follows from nothing.
    /// </remarks>
    public double? TrafficSeconds()
    {
        if (!IsWhole || Hosts.Values.Any(host => host.OutsideTasksSeconds is null))
            return null;
        var network = Hosts
            .OrderBy(host => host.Key, StringComparer.Ordinal)
            .DistinctBy(host => host.Value.BootId ?? host.Key)
            .Sum(host => host.Value.NetworkSeconds);
        return ClientProcessSeconds + (ServerProcessSeconds ?? 0) + ToolProcessSeconds is { } processes
            ? Math.Max(processes + network, processes / 2)
            : null;
    }

    /// <summary>
    /// How often an event happened on all hosts, each kernel once. Null when one of them did not count it: a part would read as a change.
    /// </summary>
    public double? CountOf(string name)
    {
        // Hosts that do not tell their kernel may share it.
        if (Hosts.Count == 0 || (Hosts.Count > 1 && Hosts.Values.Any(host => host.BootId is null)))
            return null;
        var kernels = Hosts
            .OrderBy(host => host.Key, StringComparer.Ordinal)
            .GroupBy(host => host.Value.BootId)
            .Select(kernel =>
                kernel.Select(host => host.Value.Events.GetValueOrDefault(name)).FirstOrDefault(count => count is not null)?.Count
            )
            .ToList();
        return kernels.TrueForAll(count => count is not null) ? kernels.Sum() : null;
    }
}
