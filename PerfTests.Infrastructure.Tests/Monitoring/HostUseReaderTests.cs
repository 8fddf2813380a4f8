using System.Text;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Monitoring.Cpu;

namespace PerfTests.Infrastructure.Tests.Monitoring;

/// <summary>
/// Counters ten seconds apart and recorded logs; the load ran from 08:58:46.5 on, within which two of sar's three rows lie.
/// </summary>
[TestFixture]
internal sealed class HostUseReaderTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly MonitoringConfig Everything = new();
    private static readonly LoadWindow Window = new(Day.Add(new TimeSpan(0, 8, 58, 46, 500)), Day.Add(new TimeSpan(8, 58, 50)));

    [Test]
    public void Rates_of_the_window_come_from_the_counters()
    {
        var use = Read(null);
        Assert.Multiple(() =>
        {
            Assert.That(use.WindowSeconds, Is.EqualTo(10));
            Assert.That((use.ClockOffsetSeconds, use.ClockUncertaintySeconds), Is.EqualTo((0.25, 0.01)));
            Assert.That(
                (use.Cpu!.Cores, use.Cpu.Window.User, use.Cpu.Window.SoftIrq, use.Cpu.Window.Idle, use.Cpu.Window.Busy),
                Is.EqualTo((2, 10.0, 5.0, 85.0, 15.0))
            );
            Assert.That(use.Cpu.WindowPerCore["1"].User, Is.EqualTo(20));
            Assert.That(
                (use.Network!.ReceivedBitsPerSecond, use.Network.SentPacketsPerSecond, use.Network.DroppedPackets),
                Is.EqualTo((8e6, 100.0, 3.0))
            );
            Assert.That((use.Memory!.UsedBytesBefore, use.Memory.UsedBytesAfter), Is.EqualTo((400.0 * 1024, 500.0 * 1024)));
            Assert.That((use.Disks!["vda"].ReadBytesPerSecond, use.Disks["vda"].BusyPercent), Is.EqualTo((51200.0, 10.0)));
            Assert.That((use.Missing.Count, use.Cost), Is.EqualTo((0, (MonitorCost?)null)));
        });
    }

    [Test]
    public void Rows_of_the_test_interface_count_in_bits_and_only_those_in_the_load()
    {
        var sampled = Read(Log(CollectorKind.Network, RecordedOutput.Read("sar_n_dev_C.txt"))).Network!.Sampled;
        // kB of 1024 bytes; the row of 08:58:47 tells of half a second before the load.
        Assert.That(sampled["receivedBitsPerSecond"].Mean, Is.EqualTo((122296.21 + 122296.08) / 2 * 8192).Within(1e-3));
        Assert.That(sampled["receivedPacketsPerSecond"], Is.EqualTo(new SampledValue(2857, 2858, 2)));
        Assert.That(sampled["sentPacketsPerSecond"].Max, Is.EqualTo(1043));
        Assert.That(sampled["sentBitsPerSecond"].Max, Is.EqualTo(67.22 * 8192).Within(1e-6));
    }

    [Test]
    public void An_old_sar_s_bytes_are_bits_times_eight() =>
        Assert.That(
            Read(Log(CollectorKind.Network, "08:58:47 IFACE rxpck/s txpck/s rxbyt/s txbyt/s\n08:58:48 data 1.00 2.00 1000.00 2000.00\n"))
                .Network!.Sampled["sentBitsPerSecond"]
                .Mean,
            Is.EqualTo(16000)
        );

    [TestCase("rkB/s", "wkB/s", 1024)]
    [TestCase("rMB/s", "wMB/s", 1048576)]
    [TestCase("rsec/s", "wsec/s", 512)]
    public void Disks_are_read_in_the_unit_that_iostat_states(string read, string written, double scale)
    {
        var sampled = Read(
            Log(
                CollectorKind.Disks,
                $"2026-11-22T08:58:48+0000\nDevice r/s {read} w/s {written} %util\nvda 1.00 3.00 1.00 5.00 40.00\nsda 9.00 9.00 9.00 "
                    + $"9.00 9.00\n\n"
            )
        )
            .Disks!["vda"]
            .Sampled;
        Assert.That(
            sampled,
            Is.EqualTo(
                new Dictionary<string, SampledValue>
                {
                    ["readBytesPerSecond"] = new(3 * scale, 3 * scale, 1),
                    ["writtenBytesPerSecond"] = new(5 * scale, 5 * scale, 1),
                    ["busyPercent"] = new(40, 40, 1),
                }
            )
        );
    }

    [Test]
    public void Screens_of_top_give_all_cores_each_core_and_the_memory_apart()
    {
        var window = new LoadWindow(Day.Add(new TimeSpan(17, 48, 33)), Day.Add(new TimeSpan(17, 48, 40)));
        var use = Read(Log(CollectorKind.CpuAndMemory, RecordedOutput.Read("top_b_1.txt")), window: window);
        Assert.Multiple(() =>
        {
            // The screens of 17:48:34 and later.
            Assert.That(use.Cpu!.SampledPerCore.Keys, Is.EquivalentTo(new[] { "0", "1" }));
            Assert.That(use.Cpu.SampledPerCore["0"]["softIrq"].Max, Is.EqualTo(6.2));
            Assert.That(use.Cpu.Sampled["user"].Samples, Is.EqualTo(use.Memory!.UsedBytes!.Samples));
            Assert.That(use.Cpu.Sampled["user"].Max, Is.EqualTo((13.4 + 16.5) / 2).Within(1e-9));
            Assert.That(use.Memory.UsedBytes.Max, Is.EqualTo((24105.6 - 23432.7) * 1048576).Within(1));
        });
    }

    [Test]
    public void What_is_switched_off_is_not_there() =>
        Assert.Multiple(() =>
        {
            var use = Read(
                null,
                new MonitoringConfig
                {
                    Cpu = false,
                    Memory = false,
                    Network = false,
                    DiskIo = false,
                }
            );
            Assert.That(
                (use.Cpu, use.Memory, use.Network, use.Disks),
                Is.EqualTo(((CpuUse?)null, (MemoryUse?)null, (NetworkUse?)null, (IReadOnlyDictionary<string, DiskUse>?)null))
            );
        });

    [Test]
    public void What_the_host_does_not_tell_is_not_there_and_never_zero()
    {
        var bare = After with { Cpu = null, Memory = null, Disks = null };
        var use = HostUseReader.Read("h", "elsewhere0", Everything, Before, bare, new ClockOffset(0, 0), Window, null);
        Assert.That(
            (use.Cpu, use.Memory, use.Network, use.Disks),
            Is.EqualTo(((CpuUse?)null, (MemoryUse?)null, (NetworkUse?)null, (IReadOnlyDictionary<string, DiskUse>?)null))
        );
    }

    [Test]
    public void A_clock_that_went_back_and_counters_that_began_anew_give_no_rates()
    {
        var back = HostUseReader.Read("h", "data", Everything, After, Before, new ClockOffset(0, 0), Window, null);
        var anew = HostUseReader.Read(
            "h",
            "data",
            Everything,
            After,
            Before with
            {
                Time = After.Time.AddSeconds(10),
            },
            new ClockOffset(0, 0),
            Window,
            null
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                (back.Cpu, back.Network, back.Disks),
                Is.EqualTo(((CpuUse?)null, (NetworkUse?)null, (IReadOnlyDictionary<string, DiskUse>?)null))
            );
            Assert.That((anew.Cpu, anew.Network), Is.EqualTo(((CpuUse?)null, (NetworkUse?)null)));
            Assert.That(anew.Disks, Is.Empty);
        });
    }

    [TestCase("", "sar: cannot open", "it said: sar: cannot open")]
    [TestCase("", "", "it printed nothing")]
    [TestCase(
        "08:58:47 IFACE rxpck/s\n08:58:48 data 1.0 2.0 3.0\n",
        "",
        "network_server.log: 1 rows that did not fit their header were left out"
    )]
    public void A_monitor_that_gave_nothing_is_named_with_the_reason(string output, string error, string reason)
    {
        var use = Read(new CollectorOutput(Collector(CollectorKind.Network), Encoding.UTF8.GetBytes(output), error, IsAbsent: false));
        Assert.That(use.Missing.Single().Program, Is.EqualTo("sar"));
        Assert.That(use.Missing.Single().Reason, Does.StartWith(reason));
        Assert.That(use.Network!.Sampled, Is.Empty);
    }

    [Test]
    public void A_program_that_the_host_lacks_is_named_with_its_package()
    {
        var missing = Read(new CollectorOutput(Collector(CollectorKind.Network), [], "", IsAbsent: true)).Missing.Single();
        Assert.That(missing.Reason, Is.EqualTo("the host has no program sar: network of the host was not sampled"));
        Assert.That(missing.Remedy, Does.Contain("sysstat"));
    }

    [Test]
    public void What_the_monitors_cost_is_their_CPU_over_the_time_between_the_looks() =>
        Assert.That(Read(Log(CollectorKind.Network, "\n")).Cost, Is.EqualTo(new MonitorCost(0.5, 10, 5)));

    private static CounterSnapshot Before { get; } = Snapshot(0, 1000, 0, 600, 0);

    private static CounterSnapshot After { get; } = Snapshot(10, 1_001_000, 3, 500, 1000);

    /// <summary>Two cores: in ten seconds core 0 has 100 ticks of softirq and idles else, core 1 has 200 of user.</summary>
    private static CounterSnapshot Snapshot(int seconds, ulong received, ulong dropped, ulong availableKilobytes, ulong diskUnits)
    {
        var (part, idle) = (20 * seconds, 80 * seconds);
        return CounterSnapshot.Parse(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"""
                {Day.AddHours(8.9).ToUnixTimeSeconds() + seconds}.000000000
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                  data: {received * 10 - 9000} {seconds * 10} 0 {dropped} 0 0 0 0 {seconds * 5} {seconds * 100} 0 0 0 0 0 0
                cpu  {part} 0 0 {idle + idle + (part / 2)} 0 0 {part / 2} 0 0 0
                cpu0 0 0 0 {idle + (part / 2)} 0 0 {part / 2} 0 0 0
                cpu1 {part} 0 0 {idle} 0 0 0 0 0 0
                MemTotal:       1000 kB
                MemAvailable:   {availableKilobytes} kB
                 254       0 vda 1 0 {diskUnits + 8} 1 1 0 8 1 0 {diskUnits + 1} 1

                """
            )
        );
    }

    private static HostUse Read(CollectorOutput? log, MonitoringConfig? config = null, LoadWindow? window = null) =>
        HostUseReader.Read(
            "alpha",
            "data",
            config ?? Everything,
            Before,
            After,
            new ClockOffset(0.25, 0.01),
            window ?? Window,
            log is null
                ? null
                : new MonitorOutput
                {
                    Logs = [log],
                    Before = Look(0),
                    After = Look(10),
                    OwnCpuSeconds = 0.5,
                }
        );

    private static ProcessesLook Look(int seconds) => ProcessesLook.Parse($"{1795373806 + seconds}\n4096\n");

    private static CollectorOutput Log(CollectorKind kind, string text) =>
        new(Collector(kind), Encoding.UTF8.GetBytes(text), "", IsAbsent: false);

    private static Collector Collector(CollectorKind kind) =>
        CollectorPlan.For(Everything, "server", "data", null, null).Single(collector => collector.Kind == kind);
}
