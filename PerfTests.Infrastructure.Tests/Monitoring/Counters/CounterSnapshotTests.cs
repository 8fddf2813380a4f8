using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote;

namespace PerfTests.Infrastructure.Tests.Monitoring.Counters;

[TestFixture]
internal sealed class CounterSnapshotTests
{
    private static string Recorded => $"1733063422.123456789\n{RecordedOutput.Read("proc_net_dev.txt")}{Ticks}";

    private static string Ticks =>
        string.Concat(
            RecordedOutput
                .Read("proc_stat.txt")
                .Split('\n')
                .Where(line => line.StartsWith("cpu", StringComparison.Ordinal))
                .Select(line => $"{line}\n")
        );

    [Test]
    public void Clock_and_interfaces_are_read()
    {
        var snapshot = CounterSnapshot.Parse(Recorded);
        Assert.Multiple(() =>
        {
            Assert.That(snapshot.Time, Is.EqualTo(new DateTimeOffset(2024, 12, 1, 14, 30, 22, TimeSpan.Zero).AddTicks(1_234_567)));
            Assert.That(snapshot.Interfaces, Is.EqualTo(NetDevParser.Parse(RecordedOutput.Read("proc_net_dev.txt"))));
            Assert.That(snapshot.Interface("lo"), Is.EqualTo(snapshot.Interfaces["lo"]));
        });
    }

    [Test]
    public void An_interface_that_is_not_there_is_told_with_those_that_are() =>
        Assert.That(
            () => CounterSnapshot.Parse(Recorded).Interface("eth9"),
            Throws.TypeOf<FormatException>().With.Message.Contains("no interface eth9").And.Message.Contains("lo")
        );

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("1733063422.1\n")]
    [TestCase("1733063422.1\ncpu 1 2 3\n")]
    [TestCase("\ncpu 1\n")]
    [TestCase("now\nInter-|   Receive\n face |bytes\ncpu 1\n")]
    [TestCase("-5\nInter-|   Receive\n face |bytes\ncpu 1\n")]
    [TestCase("99999999999999999999999999999999999\nInter-|\n face |\ncpu 1\n")]
    [TestCase("sh: 1: date: not found\n")]
    public void What_is_no_snapshot_is_refused(string text) =>
        Assert.That(() => CounterSnapshot.Parse(text), Throws.TypeOf<FormatException>());

    [Test]
    public void Output_that_is_cut_before_the_ticks_is_refused_and_never_read_wrongly()
    {
        var whole = CounterSnapshot.Parse(Recorded);
        var ticks = Recorded.IndexOf("\ncpu ", StringComparison.Ordinal) + "\ncpu ".Length;
        Prop.ForAll(
                Gen.Choose(0, Recorded.Length).ToArbitrary(),
                length =>
                {
                    try
                    {
                        var read = CounterSnapshot.Parse(Recorded[..length]);
                        return length >= ticks && read.Interfaces.Count == whole.Interfaces.Count;
                    }
                    catch (FormatException)
                    {
                        return length < ticks;
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Test]
    [Category("Lab")]
    public async Task A_host_s_own_counters_are_read_with_its_state_and_the_cpu_of_a_process()
    {
        await using var lab = await RemoteLab.RaiseAsync();
        var host = lab["vm-host"];
        await using var busy = await host.StartAsync(
            new RemoteCommand("sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done'; echo done; sleep 20"),
            CancellationToken.None
        );
        HostState? state = null;
        var output = "";
        for (var looks = 0; looks < 100 && state?.ProcessSeconds is null or 0; looks++)
        {
            output = (await host.LookCheckedAsync(HostState.LookWith([busy.ProcessId]), CancellationToken.None)).Output;
            state = HostState.Parse(output);
        }
        var snapshot = CounterSnapshot.Parse(output);
        Assert.Multiple(() =>
        {
            Assert.That(snapshot.Interfaces.Keys, Is.EquivalentTo(new[] { "lo", "br0", "vnet-server", "vnet-client", "mgmt0" }));
            Assert.That(snapshot.Interface("mgmt0").ReceivedPackets, Is.Positive);
            Assert.That(snapshot.Cpu!.All.Idle, Is.Positive);
            Assert.That(snapshot.Memory!.TotalBytes, Is.Positive);
            Assert.That(snapshot.Disks, Is.Not.Null);
            Assert.That(snapshot.Accounting!.BootId, Is.EqualTo(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()));
            Assert.That(snapshot.Accounting.SoftIrqThreadSeconds, Is.Not.Empty);
            Assert.That(snapshot.Accounting.TimeErrorSeconds, Is.InRange(0, 5));
            Assert.That(state!.UptimeAfterSeconds, Is.GreaterThanOrEqualTo(state.UptimeSeconds));
            Assert.That(state.ProcessSeconds, Is.InRange(1e-6, 60));
            Assert.That(snapshot.Time, Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
        });
    }
}
