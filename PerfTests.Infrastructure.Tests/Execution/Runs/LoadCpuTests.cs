using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Execution.Runs;

/// <summary>CPU of the traffic from what hosts and programs told, and from what they did not.</summary>
[TestFixture]
internal sealed class LoadCpuTests
{
    private const string Netserver = "netserver -D -f";

    [Test]
    public void What_every_part_told_is_the_cpu_of_the_traffic()
    {
        var cpu = Of(Netserver, serverSeconds: 0.4);
        Assert.That((cpu.IsWhole, cpu.ClientProcessSeconds, cpu.ServerProcessSeconds), Is.EqualTo((true, (double?)0.3, (double?)0.4)));
        Assert.That(Traffic(cpu), Is.GreaterThanOrEqualTo(0.7));
    }

    // Counted as none, a run whose server once told nothing would look cheaper than the baselines beside it.
    [Test]
    public void Servers_that_could_have_told_and_did_not_leave_the_whole_unknown()
    {
        var cpu = Of(Netserver, serverSeconds: null);
        Assert.That(Traffic(cpu), Is.Null);
        Assert.That(cpu.Notes, Has.Some.Contains("servers is not known"));
    }

    [TestCase("netserver -D", TestName = "Servers_that_never_tell_lack_in_every_run_alike")]
    [TestCase(null, TestName = "A_load_without_a_server_lacks_nothing")]
    public void What_is_never_told_lacks_in_every_run(string? server) =>
        Assert.That(Traffic(Of(server, serverSeconds: null)), Is.GreaterThanOrEqualTo(0.3));

    [Test]
    public void A_host_whose_counters_are_not_whole_leaves_the_whole_unknown()
    {
        var cpu = Of(Netserver, serverSeconds: 0.4, serverAfter: Counters("cpu_accounting_after.txt")[..^200]);
        Assert.That(Traffic(cpu), Is.Null);
        Assert.That(cpu.Notes, Has.Some.Contains("The CPU of the server is not known"));
        Assert.That(Traffic(Of(Netserver, serverSeconds: 0.4, serverAfter: "")), Is.Null);
    }

    [Test]
    public void A_tool_on_a_third_host_that_is_not_read_leaves_the_whole_unknown()
    {
        var cpu = Of(Netserver, serverSeconds: 0.4, toolRole: "tool_host");
        Assert.That(Traffic(cpu), Is.Null);
        Assert.That(cpu.Notes, Has.Some.Contains("monitoring.enabled"));
    }

    private static double? Traffic(RunCpu cpu) => (cpu with { ToolProcessSeconds = 0 }).TrafficSeconds();

    private static string Counters(string accounting)
    {
        var lines = RecordedOutput.Read(accounting).Split('\n', 2);
        return $"{lines[0]}\nInter-| Receive | Transmit\n face |bytes\n    lo: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n{lines[1]}";
    }

    private static RunCpu Of(string? server, double? serverSeconds, string? serverAfter = null, string toolRole = "server")
    {
        var (before, after) = (Counters("cpu_accounting_before.txt"), Counters("cpu_accounting_after.txt"));
        var trip = new ClockTrip(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        var workload = new Workload
        {
            Type = TestType.Latency,
            Protocol = Protocol.Tcp,
            Params = "x",
            DurationSeconds = 1,
            ClientCommand = new CommandTemplate("netperf"),
            ServerCommand = server is null ? null : new CommandTemplate(server),
        };
        return LoadCpu.Of(
            new Dictionary<string, HostCounters>
            {
                ["client"] = new(before, after, trip, ClockBefore: true),
                ["server"] = new(before, serverAfter ?? after, trip, ClockBefore: false),
            },
            new Dictionary<string, IReadOnlyDictionary<string, EventCount>>(),
            workload,
            new ClientOutput("", "", [new ClientProcess(0, [], []) { CpuSeconds = 0.3 }]),
            new LoadResult { LoadSeconds = 1, Metrics = new Dictionary<string, double>() },
            serverSeconds,
            toolRole
        );
    }
}
