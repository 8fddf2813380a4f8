using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>Makes the figures of the tool's processes from two looks at them and from what pidstat printed.</summary>
internal static class ToolResourcesReader
{
    /// <param name="wanted">What the configuration asks for.</param>
    /// <param name="rows">Rows of pidstat in the load.</param>
    public static ToolResources? Read(
        ResourceMonitoring wanted,
        ProcessesLook before,
        ProcessesLook after,
        IReadOnlyList<MonitorSample> rows
    )
    {
        var seconds = (after.Time - before.Time).TotalSeconds;
        if (seconds <= 0 || after.ResidentBytes.Count == 0)
            return null;
        double? cpu = wanted.Cpu && after.RunNanoseconds.Count > 0 ? Grown(before.RunNanoseconds, after.RunNanoseconds) / 1e9 : null;
        return new ToolResources
        {
            Processes = after.ResidentBytes.Count,
            ObservedSeconds = seconds,
            CpuSeconds = cpu,
            CpuPercent = 100 * cpu / seconds,
            ResidentBytes = wanted.Memory ? after.ResidentBytes.Values.Sum() : null,
            ReadBytes = wanted.DiskIo && after.ReadBytes.Count > 0 ? Grown(before.ReadBytes, after.ReadBytes) : null,
            WrittenBytes = wanted.DiskIo && after.WrittenBytes.Count > 0 ? Grown(before.WrittenBytes, after.WrittenBytes) : null,
            Sampled = Sampled(rows),
        };
    }

    /// <remarks>A thread that came meanwhile counts whole; what one that went used after the first look is not known.</remarks>
    private static double Grown(IReadOnlyDictionary<string, ulong> before, IReadOnlyDictionary<string, ulong> after) =>
        after.Sum(now => Math.Max(0.0, now.Value - (double)before.GetValueOrDefault(now.Key)));

    private static Dictionary<string, SampledValue> Sampled(IReadOnlyList<MonitorSample> rows)
    {
        (string Name, string Column, double Scale)[] columns =
        [
            ("cpuPercent", "%CPU", 1),
            ("residentBytes", "RSS", 1024),
            ("readBytesPerSecond", "kB_rd/s", 1024),
            ("writtenBytesPerSecond", "kB_wr/s", 1024),
        ];
        var sampled = new Dictionary<string, SampledValue>();
        foreach (var (name, column, scale) in columns)
        {
            // pidstat says -1 where it may not read a process's I/O.
            var moments = rows.Where(row => row.Values.GetValueOrDefault(column, -1) >= 0)
                .GroupBy(row => row.Time)
                .Select(moment => moment.Sum(row => row.Values[column]) * scale);
            if (SampledValue.Of(moments) is { } value)
                sampled[name] = value;
        }
        return sampled;
    }
}
