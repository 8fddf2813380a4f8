using System.Globalization;
using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Monitoring.Cpu;

namespace PerfTests.Infrastructure.Tests.Analysis.Validity;

/// <summary>Hosts around a load, made by hand.</summary>
internal static class Looks
{
    private static readonly DateTimeOffset Start = new(2024, 12, 1, 14, 30, 22, TimeSpan.Zero);

    /// <param name="clockSeconds">What the host's clock says that passed.</param>
    /// <param name="uptimeSeconds">What passed.</param>
    public static HostLook Host(
        double clockSeconds = 10,
        double uptimeSeconds = 10,
        CpuTicks? cpu = null,
        NetDevCounters? moved = null,
        string? networkInterface = "eth0",
        (HostState Before, HostState After)? states = null
    )
    {
        var none = Counters(0, 0);
        var (before, after) = states ?? (State(100), State(100 + uptimeSeconds));
        return new HostLook(
            "server",
            "db",
            networkInterface,
            Snapshot(
                Start,
                none,
                new CpuTicks
                {
                    User = 0,
                    Nice = 0,
                    System = 0,
                    Idle = 0,
                }
            ),
            Snapshot(
                Start.AddSeconds(clockSeconds),
                moved ?? none,
                cpu
                    ?? new CpuTicks
                    {
                        User = 100,
                        Nice = 0,
                        System = 0,
                        Idle = 900,
                    }
            ),
            before,
            after
        );
    }

    public static HostState State(
        double uptime,
        string foreign = "",
        double? ceiling = null,
        double? throttled = null,
        double tripSeconds = 0.002
    ) =>
        new()
        {
            UptimeSeconds = uptime,
            UptimeAfterSeconds = uptime + tripSeconds,
            ForeignTicks = foreign
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(process => process.Split('='))
                .ToDictionary(process => process[0], process => double.Parse(process[1], CultureInfo.InvariantCulture)),
            FrequencyCeiling = ceiling,
            ThrottleEvents = throttled,
        };

    public static NetDevCounters Counters(ulong received, ulong sent, ulong receivedPackets = 0, ulong sentPackets = 0) =>
        new()
        {
            ReceivedBytes = received,
            ReceivedPackets = receivedPackets,
            ReceiveErrors = 0,
            ReceiveDropped = 0,
            SentBytes = sent,
            SentPackets = sentPackets,
            SendErrors = 0,
            SendDropped = 0,
        };

    private static CounterSnapshot Snapshot(DateTimeOffset time, NetDevCounters counters, CpuTicks cpu) =>
        new(time, new Dictionary<string, NetDevCounters> { ["eth0"] = counters })
        {
            Cpu = new ProcStat(cpu, new Dictionary<int, CpuTicks>()),
        };
}
