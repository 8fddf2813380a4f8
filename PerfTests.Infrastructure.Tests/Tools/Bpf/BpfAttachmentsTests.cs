using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Tools.Bpf;

[TestFixture]
internal sealed class BpfAttachmentsTests
{
    // As recorded, but for the network and the control groups.
    private const string Recorded = """
        # perf
        [{"pid":24485,"fd":12,"prog_id":11948,"fd_type":"tracepoint","tracepoint":"netif_receive_skb"},{"pid":24485,"fd":14,"prog_id":11949,"fd_type":"tracepoint","tracepoint":"net_dev_queue"}]

        # link
        [{"id":11951,"type":"tracing","prog_id":31,"prog_type":"tracing","attach_type":"trace_fentry"}]

        # net
        [{"xdp":[{"devname":"eth0","ifindex":2,"mode":"driver","id":41}],"tc":[{"devname":"eth0","ifindex":2,"kind":"clsact/ingress","name":"f","id":42}],"flow_dissector":[]}]

        # cgroup
        []

        # held
        map_type:	6
        "prog_id":61
        # end
        """;

    [TestCase(11948, "tracepoint", true)]
    [TestCase(31, "tracing", true)]
    [TestCase(41, "xdp", true)]
    [TestCase(42, "sched_cls", true)]
    [TestCase(61, "tracing", true, TestName = "A_link_of_the_tool_attaches_its_program")]
    [TestCase(11950, "tracepoint", false, TestName = "A_program_that_nothing_names_is_attached_to_nothing")]
    [TestCase(11951, "tracepoint", false, TestName = "The_id_of_a_link_is_not_that_of_a_program")]
    [TestCase(50, "cgroup_skb", false)]
    [TestCase(7, "perf_event", null, TestName = "Of_timers_the_kernel_does_not_tell")]
    [TestCase(7, "socket_filter", null, TestName = "Of_sockets_the_kernel_does_not_tell")]
    public void What_a_program_is_attached_to(int id, string type, bool? attached) =>
        Assert.That(Of(Recorded, id, type), Is.EqualTo(attached));

    [Test]
    public void Programs_that_others_may_call_are_not_taken_for_unattached() =>
        Assert.Multiple(() =>
        {
            var calls = Recorded.Replace("map_type:\t6", "map_type:\t3", StringComparison.Ordinal);
            Assert.That(Of(calls, 11950, "tracepoint"), Is.Null);
            Assert.That(Of(calls, 11948, "tracepoint"), Is.True);
        });

    [TestCase("")]
    [TestCase("# perf\n")]
    [TestCase("# perf\n[{\"prog_id\":11948")]
    [TestCase("# perf\nbash: bpftool: command not found")]
    public void Where_bpftool_tells_nothing_nothing_is_known(string text) => Assert.That(Of(text, 11948, "tracepoint"), Is.Null);

    [Test]
    public void Links_that_the_tool_holds_are_known_without_bpftool_and_nothing_else() =>
        Assert.Multiple(() =>
        {
            const string held = "# held\nmap_type:\t6\n\"prog_id\":61\n# perf\n";
            Assert.That(Of(held, 61, "tracing"), Is.True);
            Assert.That(Of(held, 62, "tracing"), Is.Null);
        });

    [TestCase("tracepoint", false, false)]
    [TestCase("xdp", true, false)]
    [TestCase("cgroup_skb", false, true)]
    public void Network_and_control_groups_are_asked_where_a_program_may_be_attached_to_them(string type, bool asksNetwork, bool asksGroups)
    {
        var command = BpfAttachments.Command("$processes", [new BpfProgram(7, type, null, 0, 0)]);
        Assert.That(
            (command.Contains("bpftool net", StringComparison.Ordinal), command.Contains("bpftool cgroup", StringComparison.Ordinal)),
            Is.EqualTo((asksNetwork, asksGroups))
        );
    }

    [Test]
    public void Without_control_groups_their_programs_are_unknown() =>
        Assert.That(
            Of(Recorded.Replace("# cgroup\n[]", "# cgroup\nError: no cgroup2", StringComparison.Ordinal), 50, "cgroup_skb"),
            Is.Null
        );

    private static bool? Of(string text, int id, string type) =>
        BpfAttachments.Parse(text, [new BpfProgram(id, type, null, 0, 0)]).TryGetValue(id, out var attached) ? attached : null;
}
