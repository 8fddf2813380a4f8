using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Monitoring.Collectors;

namespace PerfTests.Infrastructure.Tests.Monitoring.Collectors;

[TestFixture]
internal sealed class CollectorPlanTests
{
    private static readonly ResourceMonitoring Tool = new();

    private static IEnumerable<TestCaseData> Switches() =>
        [
            new TestCaseData(
                new MonitoringConfig(),
                new[] { "cpu_mem_tool_host.log", "network_tool_host.log", "disk_io.log", "perf_tool_host.log", "tool_process.log" }
            ).SetArgDisplayNames("all"),
            new TestCaseData(new MonitoringConfig { Enabled = false }, Array.Empty<string>()).SetArgDisplayNames("none"),
            new TestCaseData(
                new MonitoringConfig { Cpu = false },
                new[] { "cpu_mem_tool_host.log", "network_tool_host.log", "disk_io.log", "perf_tool_host.log", "tool_process.log" }
            ).SetArgDisplayNames("no CPU, memory still needs top"),
            new TestCaseData(
                new MonitoringConfig { Cpu = false, Memory = false },
                new[] { "network_tool_host.log", "disk_io.log", "perf_tool_host.log", "tool_process.log" }
            ).SetArgDisplayNames("neither CPU nor memory"),
            new TestCaseData(
                new MonitoringConfig { Network = false },
                new[] { "cpu_mem_tool_host.log", "disk_io.log", "perf_tool_host.log", "tool_process.log" }
            ).SetArgDisplayNames("no network"),
            new TestCaseData(
                new MonitoringConfig { Perf = new PerfCounting { Enabled = false } },
                new[] { "cpu_mem_tool_host.log", "network_tool_host.log", "disk_io.log", "tool_process.log" }
            ).SetArgDisplayNames("no events"),
            new TestCaseData(
                new MonitoringConfig { DiskIo = false },
                new[] { "cpu_mem_tool_host.log", "network_tool_host.log", "perf_tool_host.log", "tool_process.log" }
            ).SetArgDisplayNames("no disks"),
        ];

    [TestCaseSource(nameof(Switches))]
    public void Only_what_is_asked_for_runs(MonitoringConfig config, string[] files) =>
        Assert.That(CollectorPlan.For(config, "tool_host", "", null, Tool).Select(collector => collector.File), Is.EqualTo(files));

    [Test]
    public void A_host_without_the_tool_has_its_disks_under_its_own_name_and_no_process_to_watch()
    {
        var collectors = CollectorPlan.For(new MonitoringConfig(), "client", "data0", null, null);
        Assert.That(
            collectors.Select(collector => collector.File),
            Is.EqualTo(new[] { "cpu_mem_client.log", "network_client.log", "disk_io_client.log", "perf_client.log" })
        );
        Assert.That(
            collectors.Select(collector => collector.Kind),
            Is.EqualTo(new[] { CollectorKind.CpuAndMemory, CollectorKind.Network, CollectorKind.Disks, CollectorKind.Events })
        );
    }

    [TestCase(true, true, true, "exec pidstat -h -u -r -d -p \"$processes\" 5")]
    [TestCase(true, false, false, "exec pidstat -h -u -p \"$processes\" 5")]
    [TestCase(false, true, false, "exec pidstat -h -r -p \"$processes\" 5")]
    [TestCase(false, false, true, "exec pidstat -h -d -p \"$processes\" 5")]
    [TestCase(false, false, false, null)]
    public void Of_the_tool_is_sampled_what_it_asks_for(bool cpu, bool memory, bool disk, string? command) =>
        Assert.That(
            CollectorPlan
                .For(
                    new MonitoringConfig { IntervalSeconds = 5 },
                    "server",
                    "data0",
                    null,
                    new ResourceMonitoring
                    {
                        Cpu = cpu,
                        Memory = memory,
                        DiskIo = disk,
                    }
                )
                .SingleOrDefault(collector => collector.Kind == CollectorKind.Tool)
                ?.Command,
            Is.EqualTo(command)
        );

    [Test]
    public void A_tool_that_wants_no_monitoring_has_none() =>
        Assert.That(
            CollectorPlan
                .For(new MonitoringConfig(), "server", "data0", null, new ResourceMonitoring { Enabled = false })
                .Select(collector => collector.Kind),
            Has.None.EqualTo(CollectorKind.Tool)
        );

    [Test]
    public void Every_monitor_has_the_interval_of_the_configuration() =>
        Assert.Multiple(() =>
        {
            foreach (
                var collector in CollectorPlan.For(
                    new MonitoringConfig
                    {
                        IntervalSeconds = 7,
                        Perf = new PerfCounting { Enabled = false },
                    },
                    "server",
                    "data0",
                    null,
                    Tool
                )
            )
            {
                Assert.That(collector.IntervalSeconds, Is.EqualTo(7));
                Assert.That(collector.Command, Does.Match(@"\b7\b"));
            }
        });

    [Test]
    public void The_events_of_the_configuration_are_counted_on_the_whole_host() =>
        Assert.That(
            CollectorPlan
                .For(new MonitoringConfig { Perf = new PerfCounting { Events = ["cycles", "page-faults"] } }, "server", "data0", null, null)
                .Single(collector => collector.Kind == CollectorKind.Events)
                .Command,
            Does.StartWith("exec perf stat -a -x, -I 100 --log-fd 1 -e cycles,page-faults -- ")
        );

    // The interval of a row decides whether it lies in the load: one read wrongly lets rows count that began before it.
    [TestCase("sar -n DEV 2 | grep {interface}", "sar", 2)]
    [TestCase("LC_ALL=C S_TIME_FORMAT=ISO sar -n DEV 10 3", "sar", 10)]
    [TestCase("/usr/lib/sysstat/sar -n DEV 3", "/usr/lib/sysstat/sar", 3)]
    [TestCase("sar -n DEV | head -n 5", "sar", 1)]
    [TestCase("collectl -i 5", "collectl", 1)]
    [TestCase("  exec sar -n DEV 4", "exec", 4)]
    public void A_command_of_the_load_replaces_sar_with_its_own_program_and_interval(string text, string program, int seconds)
    {
        var sar = Network(text, "data0");
        Assert.That((sar.Program.Name, sar.IntervalSeconds), Is.EqualTo((program, seconds)));
        Assert.That(sar.Command, Is.EqualTo(text.Replace("{interface}", "data0", StringComparison.Ordinal)));
        Assert.That(sar.File, Is.EqualTo("network_server.log"));
    }

    [Test]
    public void An_interface_s_name_is_only_a_word_of_the_command() =>
        Assert.That(Network("sar -n DEV 1 | grep {interface}", "x; reboot").Command, Is.EqualTo("sar -n DEV 1 | grep 'x; reboot'"));

    [Test]
    public void A_host_without_a_test_interface_samples_with_plain_sar() =>
        Assert.That(Network("sar -n DEV 2 | grep {interface}", "").Command, Is.EqualTo("exec sar -n DEV 1"));

    private static Collector Network(string command, string networkInterface) =>
        CollectorPlan
            .For(new MonitoringConfig(), "server", networkInterface, new CommandTemplate(command), null)
            .Single(collector => collector.Kind == CollectorKind.Network);
}
