using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Monitoring.Cpu;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Execution.Runs;

[TestFixture]
internal sealed class CpuMetricsTests
{
    [Test]
    public void The_traffic_s_cpu_is_that_of_processes_kernels_and_tool_and_each_unit_of_work_has_its_share()
    {
        var cpu = Cpu(("client", "a", 0.1), ("server", "b", 0.2)) with
        {
            ClientProcessSeconds = 1,
            ServerProcessSeconds = 0.5,
            ToolProcessSeconds = 0.2,
        };
        var metrics = CpuMetrics.Add(
            new Dictionary<string, double>
            {
                ["throughput"] = 8e9,
                ["pps"] = 1000,
                ["server_cpu"] = 26,
            },
            cpu,
            2,
            null,
            "server"
        );
        Assert.Multiple(() =>
        {
            Assert.That(metrics["traffic_cpu"], Is.EqualTo(100).Within(1e-9));
            Assert.That(metrics["cpu_per_gigabyte"], Is.EqualTo(1).Within(1e-9));
            Assert.That(metrics["cpu_per_packet"], Is.EqualTo(1e6).Within(1e-6));
            Assert.That(metrics["client_cpu"], Is.EqualTo(50).Within(1e-9));
            Assert.That(metrics["server_cpu"], Is.EqualTo(26), "what the load reports itself stays");
            Assert.That(metrics["host_cpu"], Is.EqualTo(30).Within(1e-9));
            Assert.That(metrics, Does.Not.ContainKey("cpu_per_transaction"));
        });
    }

    [Test]
    public void Requests_have_their_cpu_for_each_transaction() =>
        Assert.That(
            CpuMetrics.Add(
                new Dictionary<string, double>(),
                Cpu(("client", "a", 0)) with
                {
                    ClientProcessSeconds = 0.3,
                    ToolProcessSeconds = 0,
                },
                1,
                1000,
                "server"
            )["cpu_per_transaction"],
            Is.EqualTo(300_000).Within(1e-6)
        );

    [Test]
    public void Roles_on_one_kernel_count_it_once() =>
        Assert.That(Traffic(("client", "a", 0.1), ("server", "a", 0.15), ("tool_host", "a", 0.2)), Is.EqualTo(1.1).Within(1e-9));

    [Test]
    public void Roles_on_kernels_of_their_own_all_count() =>
        Assert.That(Traffic(("client", "a", 0.1), ("server", "b", 0.15)), Is.EqualTo(1.25).Within(1e-9));

    [Test]
    public void What_is_not_known_of_the_tool_s_processes_leaves_the_whole_unknown() =>
        Assert.That(
            CpuMetrics
                .Add(new Dictionary<string, double>(), Cpu(("client", "a", 0.1)) with { ClientProcessSeconds = 1 }, 1, null, "client")
                .Keys,
            Is.EquivalentTo(new[] { "client_cpu", "host_cpu" })
        );

    [Test]
    public void Instructions_and_cycles_of_all_kernels_are_shared_out_over_the_packets()
    {
        var metrics = CpuMetrics.Add(
            new Dictionary<string, double> { ["pps"] = 1000 },
            Counted(("client", "a", 3e6), ("server", "b", 5e6)),
            2,
            null,
            "server"
        );
        Assert.That((metrics["instructions_per_packet"], metrics["cycles_per_packet"]), Is.EqualTo((4000.0, 8000.0)));
    }

    [Test]
    public void Roles_on_one_kernel_count_its_events_once_by_whichever_of_them_could() =>
        Assert.Multiple(() =>
        {
            Assert.That(Counted(("client", "a", 3e6), ("server", "a", 3.1e6)).CountOf("instructions"), Is.EqualTo(3e6));
            Assert.That(
                Counted(("client", "a", null), ("server", "a", 3.1e6), ("tool_host", "b", 1e6)).CountOf("instructions"),
                Is.EqualTo(4.1e6)
            );
        });

    // The sum over some of the hosts would read as a change.
    [Test]
    public void A_host_that_could_not_count_leaves_the_whole_unknown() =>
        Assert.Multiple(() =>
        {
            Assert.That(Counted(("client", "a", 3e6), ("server", "b", null)).CountOf("instructions"), Is.Null);
            Assert.That(Counted(("client", "a", 3e6), ("server", null, 3e6)).CountOf("instructions"), Is.Null, "it may share the kernel");
            Assert.That(Counted(("client", null, 3e6)).CountOf("instructions"), Is.EqualTo(3e6));
            Assert.That(Counted().CountOf("instructions"), Is.Null);
            Assert.That(
                CpuMetrics
                    .Add(
                        new Dictionary<string, double> { ["pps"] = 1000 },
                        Counted(("client", "a", 3e6), ("server", "b", null)),
                        2,
                        null,
                        "server"
                    )
                    .Keys,
                Has.None.EndsWith("s_per_packet")
            );
        });

    private static RunCpu Counted(params (string Role, string? BootId, double? Instructions)[] hosts)
    {
        var cpu = Cpu([.. hosts.Select(host => (host.Role, host.BootId!, 0.0))]);
        return cpu with
        {
            Hosts = hosts.ToDictionary(
                host => host.Role,
                host =>
                    host.Instructions is { } count
                        ? cpu.Hosts[host.Role] with
                        {
                            Events = new Dictionary<string, EventCount>
                            {
                                ["instructions"] = new(count, 100),
                                ["cycles"] = new(2 * count, 100),
                            },
                        }
                        : cpu.Hosts[host.Role]
            ),
        };
    }

    [Test]
    public void What_is_below_zero_outside_of_processes_counts_so_and_never_leaves_less_than_half_of_theirs()
    {
        Assert.That(Traffic(("client", "one", -0.2), ("server", "other", 0.05)), Is.EqualTo(0.85).Within(1e-9));
        Assert.That(Traffic(("client", "one", -0.9), ("server", "other", -0.3)), Is.EqualTo(0.5).Within(1e-9));
    }

    private static double? Traffic(params (string Role, string BootId, double Outside)[] hosts) =>
        (Cpu(hosts) with { ClientProcessSeconds = 1, ToolProcessSeconds = 0 }).TrafficSeconds();

    private static RunCpu Cpu(params (string Role, string BootId, double Outside)[] hosts) =>
        new()
        {
            Hosts = hosts.ToDictionary(
                host => host.Role,
                host => new HostCpu
                {
                    BootId = host.BootId,
                    Cores = 2,
                    WindowSeconds = 2,
                    BusySeconds = 0.6,
                    UserSeconds = 0,
                    SystemSeconds = 0,
                    SoftIrqSeconds = 0,
                    OutsideTasksSeconds = host.Outside,
                }
            ),
        };
}
