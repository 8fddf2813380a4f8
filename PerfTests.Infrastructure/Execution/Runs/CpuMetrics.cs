using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>The metrics that follow from the CPU of a run.</summary>
internal static class CpuMetrics
{
    /// <param name="metrics">What the load itself yielded.</param>
    /// <param name="loadSeconds">How long it lasted.</param>
    /// <param name="transactions">Requests answered; null for a load of bytes.</param>
    /// <param name="toolRole">Role whose host runs the tool, in both arms.</param>
    /// <returns>All metrics of the run; one that a host or the load did not tell is left out.</returns>
    public static IReadOnlyDictionary<string, double> Add(
        IReadOnlyDictionary<string, double> metrics,
        RunCpu cpu,
        double loadSeconds,
        double? transactions,
        string toolRole
    )
    {
        var all = new Dictionary<string, double>(metrics);
        var traffic = cpu.TrafficSeconds();
        Set(Metric.ClientCpu, 100 * cpu.ClientProcessSeconds / loadSeconds);
        Set(Metric.ServerCpu, 100 * cpu.ServerProcessSeconds / loadSeconds);
        Set(Metric.TrafficCpu, 100 * traffic / loadSeconds);
        Set(Metric.CpuPerGigabyte, traffic / (Value(Metric.Throughput) * loadSeconds / 8e9));
        Set(Metric.CpuPerPacket, 1e9 * traffic / (Value(Metric.PacketRate) * loadSeconds));
        Set(Metric.CpuPerTransaction, 1e9 * traffic / transactions);
        Set(Metric.InstructionsPerPacket, cpu.CountOf(PerfCounting.Instructions) / (Value(Metric.PacketRate) * loadSeconds));
        Set(Metric.CyclesPerPacket, cpu.CountOf(PerfCounting.Cycles) / (Value(Metric.PacketRate) * loadSeconds));
        if (cpu.Hosts.TryGetValue(toolRole, out var host))
            Set(Metric.HostCpu, 100 * host.BusySeconds / host.WindowSeconds);
        return all;

        double? Value(Metric metric) => all.TryGetValue(metric.Name, out var value) ? value : null;

        // What the load reports itself is over the load alone, and stays.
        void Set(Metric metric, double? value)
        {
            if (value is { } number && double.IsFinite(number))
                all.TryAdd(metric.Name, number);
        }
    }
}
