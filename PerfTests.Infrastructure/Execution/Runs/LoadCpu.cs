using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Monitoring.Cpu;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Workloads;
using PerfTests.Infrastructure.Workloads.Netperf;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>CPU of the load of one run: of its processes on both sides, and of the hosts while it ran.</summary>
internal static class LoadCpu
{
    /// <summary>CPU of the servers' processes around the load, in seconds; null when it cannot be read from them.</summary>
    /// <param name="before">The state of their host before the load, with them in it.</param>
    /// <param name="after">The same after it.</param>
    public static double? OfServers(string before, string after, LoadPlan plan) =>
        plan.Program.ReportsCpu || plan.Workload.ServerCommand is not { } command || NetserverCommand.LosesCpu(command)
            ? null
            : Whole(() => HostState.Parse(after)?.ProcessSeconds - HostState.Parse(before)?.ProcessSeconds);

    /// <param name="counters">Counters around the load by role of the host.</param>
    /// <param name="events">What was counted on the hosts, by role.</param>
    /// <param name="serverSeconds">What <see cref="OfServers"/> found.</param>
    /// <param name="toolRole">Role whose host runs the tool, in both arms.</param>
    public static RunCpu Of(
        IReadOnlyDictionary<string, HostCounters> counters,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, EventCount>> events,
        Workload workload,
        ClientOutput output,
        LoadResult load,
        double? serverSeconds,
        string toolRole
    )
    {
        var hosts = counters
            .Select(host => (Role: host.Key, Cpu: Between(host.Value)))
            .Where(host => host.Cpu is not null)
            .ToDictionary(host => host.Role, host => host.Cpu!);
        // A host that is left out would be missing in the sum over all.
        if (hosts.Count == counters.Count)
            hosts = hosts.ToDictionary(
                host => host.Key,
                host => host.Value with { Events = events.GetValueOrDefault(host.Key) ?? host.Value.Events }
            );
        var clients = output.Processes.Select(process => process.CpuSeconds).ToList();
        var notes = new List<string>();
        var server = Reported(Metric.ServerCpu) ?? serverSeconds;
        var isNeverTold = workload.ServerCommand is not { } command || NetserverCommand.LosesCpu(command);
        if (server is null && workload.ServerCommand is not null)
            notes.Add(
                isNeverTold
                    ? "The CPU of netserver is not known: it serves in children that nobody waits for. Give it -f (server_cmd of "
                        + "performance-test-spec.yaml)."
                    : "The CPU of the load's servers is not known, so that of the traffic is not either: their host did not report it."
            );
        if (!counters.ContainsKey(toolRole))
            notes.Add(
                "The CPU of the tool's own host is not known, so that of the traffic is not either: without monitoring "
                    + "(monitoring.enabled) nothing is read there."
            );
        notes.AddRange(
            counters
                .Keys.Where(role => !hosts.ContainsKey(role))
                .Order(StringComparer.Ordinal)
                .Select(role => $"The CPU of the {role} is not known, so that of the traffic is not either: its counters are not whole.")
        );
        notes.AddRange(
            hosts
                .Where(host => host.Value.OutsideTasksSeconds is null)
                .Select(host =>
                    $"Interrupts of the {host.Key} are not known, so the CPU of the traffic is not either: its kernel has neither "
                    + "/proc/schedstat nor cpuacct, and does not say that it measures interrupts (CONFIG_IRQ_TIME_ACCOUNTING in "
                    + "/boot/config-…)."
                )
        );
        notes.AddRange(
            hosts
                .Where(host => host.Value.BootId is not null)
                .GroupBy(host => host.Value.BootId)
                .Where(kernel => kernel.Count() > 1)
                .Select(kernel =>
                    $"{string.Join(" and ", kernel.Select(host => host.Key).Order(StringComparer.Ordinal))} share one kernel: the CPU of "
                    + $"each is that of the machine, and counts once."
                )
        );
        notes.AddRange(
            hosts.SelectMany(host =>
                host.Value.Events.Where(each => each.Value.CountedPercent < 100)
                    .Select(each =>
                        $"perf counted {each.Key} of the {host.Key} in {each.Value.CountedPercent:0.##} % of the time at least, "
                        + $"because others used the counters too: its number is scaled, an estimate."
                    )
            )
        );
        return new RunCpu
        {
            Hosts = hosts,
            ClientProcessSeconds = Reported(Metric.ClientCpu) ?? (clients.TrueForAll(each => each is not null) ? clients.Sum() : null),
            ServerProcessSeconds = server,
            IsWhole = (server is not null || isNeverTold) && counters.Keys.All(hosts.ContainsKey) && hosts.ContainsKey(toolRole),
            Notes = notes,
        };

        double? Reported(Metric metric) => load.Metrics.TryGetValue(metric.Name, out var percent) ? percent * load.LoadSeconds / 100 : null;
    }

    private static HostCpu? Between(HostCounters counters) =>
        Whole(() =>
            CounterSnapshot.Parse(counters.Before).Accounting is { } before && CounterSnapshot.Parse(counters.After).Accounting is { } after
                ? HostCpu.Between(before, after)
                : null
        );

    // Whether the load counts is decided by its own figures.
    private static T? Whole<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (FormatException)
        {
            return default;
        }
    }
}
