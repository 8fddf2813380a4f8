using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Monitoring.Cpu;
using PerfTests.Infrastructure.Monitoring.Formats;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>Makes the figures of a host from its counters around the load and from what its monitors printed.</summary>
internal static class HostUseReader
{
    /// <param name="config">What is to be told.</param>
    /// <param name="window">When the load ran, on this host's clock.</param>
    /// <param name="output">What the monitors printed; null when none ran.</param>
    public static HostUse Read(
        string hostId,
        string networkInterface,
        Configuration.MonitoringConfig config,
        CounterSnapshot before,
        CounterSnapshot after,
        ClockOffset clock,
        LoadWindow window,
        MonitorOutput? output
    )
    {
        var seconds = (after.Time - before.Time).TotalSeconds;
        var missing = new List<MissingMonitor>();
        var samples = MonitorSamples.Read(output?.Logs ?? [], window, missing);
        var top = samples.Of(CollectorKind.CpuAndMemory);
        return new HostUse
        {
            HostId = hostId,
            ClockOffsetSeconds = clock.Seconds,
            ClockUncertaintySeconds = clock.UncertaintySeconds,
            WindowSeconds = seconds,
            Cpu =
                config.Cpu && before.Cpu is { } cpuBefore && after.Cpu is { } cpuAfter
                    ? Cpu(CpuUse.Between(cpuBefore, cpuAfter), top)
                    : null,
            Memory =
                config.Memory && before.Memory is { } memoryBefore && after.Memory is { } memoryAfter
                    ? MemoryUse.Between(memoryBefore, memoryAfter) with
                    {
                        UsedBytes = Value(top.Where(sample => sample.Subject == TopParser.Memory), TopParser.UsedBytes),
                    }
                    : null,
            Network =
                config.Network
                && seconds > 0
                && before.Interfaces.TryGetValue(networkInterface, out var linkBefore)
                && after.Interfaces.TryGetValue(networkInterface, out var linkAfter)
                    ? Network(NetworkUse.Between(networkInterface, linkBefore, linkAfter, seconds), samples.Of(CollectorKind.Network))
                    : null,
            Disks =
                config.DiskIo && seconds > 0 && before.Disks is { } disksBefore && after.Disks is { } disksAfter
                    ? Disks(disksBefore, disksAfter, seconds, samples.Of(CollectorKind.Disks))
                    : null,
            Missing = missing,
            Cost =
                output is { OwnCpuSeconds: { } cpu } && (output.After.Time - output.Before.Time).TotalSeconds is > 0 and var observed
                    ? new MonitorCost(cpu, observed, 100 * cpu / observed)
                    : null,
        };
    }

    private static CpuUse? Cpu(CpuUse? use, IReadOnlyList<MonitorSample> top) =>
        use is null
            ? null
            : use with
            {
                Sampled = States(top.Where(sample => sample.Subject == TopParser.AllCores)),
                SampledPerCore = top.Where(sample => sample.Subject is not (TopParser.AllCores or TopParser.Memory))
                    .GroupBy(sample => sample.Subject)
                    .ToDictionary(core => core.Key, core => (IReadOnlyDictionary<string, SampledValue>)States(core)),
            };

    private static Dictionary<string, SampledValue> States(IEnumerable<MonitorSample> samples)
    {
        var rows = samples.ToList();
        return Named(TopParser.CpuStates.Select(state => (state, Value(rows, state))));
    }

    private static NetworkUse? Network(NetworkUse? use, IReadOnlyList<MonitorSample> rows)
    {
        if (use is null)
            return null;
        var own = rows.Where(row => row.Subject == use.Interface).ToList();
        // Before version 8 sar showed bytes; its kB are of 1024 bytes.
        return use with
        {
            Sampled = Named([
                ("receivedBitsPerSecond", Value(own, "rxkB/s", 8192) ?? Value(own, "rxbyt/s", 8)),
                ("sentBitsPerSecond", Value(own, "txkB/s", 8192) ?? Value(own, "txbyt/s", 8)),
                ("receivedPacketsPerSecond", Value(own, "rxpck/s")),
                ("sentPacketsPerSecond", Value(own, "txpck/s")),
            ]),
        };
    }

    private static Dictionary<string, DiskUse> Disks(
        IReadOnlyDictionary<string, DiskCounters> before,
        IReadOnlyDictionary<string, DiskCounters> after,
        double seconds,
        IReadOnlyList<MonitorSample> rows
    )
    {
        var disks = new Dictionary<string, DiskUse>();
        foreach (var (name, counters) in after)
        {
            if (!before.TryGetValue(name, out var first) || DiskUse.Between(first, counters, seconds) is not { } use)
                continue;
            var own = rows.Where(row => row.Subject == name).ToList();
            disks[name] = use with
            {
                Sampled = Named([
                    ("readBytesPerSecond", Value(own, "rkB/s", 1024) ?? Value(own, "rMB/s", 1024 * 1024) ?? Value(own, "rsec/s", 512)),
                    ("writtenBytesPerSecond", Value(own, "wkB/s", 1024) ?? Value(own, "wMB/s", 1024 * 1024) ?? Value(own, "wsec/s", 512)),
                    ("busyPercent", Value(own, "%util")),
                ]),
            };
        }
        return disks;
    }

    private static SampledValue? Value(IEnumerable<MonitorSample> samples, string column, double scale = 1) =>
        SampledValue.Of(samples.Where(sample => sample.Values.ContainsKey(column)).Select(sample => sample.Values[column] * scale));

    private static Dictionary<string, SampledValue> Named(IEnumerable<(string Name, SampledValue? Value)> values) =>
        values.Where(value => value.Value is not null).ToDictionary(value => value.Name, value => value.Value!);
}
