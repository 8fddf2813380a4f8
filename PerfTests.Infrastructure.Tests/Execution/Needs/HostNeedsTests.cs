using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Workbench.Doctor;

namespace PerfTests.Infrastructure.Tests.Execution.Needs;

[TestFixture]
internal sealed class HostNeedsTests
{
    [TestCase("iperf3 -s", "iperf3")]
    [TestCase("taskset -c 0 netserver -L {server_ip} -D", "taskset netserver")]
    [TestCase("A=1 exec nice -n 5 /opt/bin/iperf3 -s", "nice /opt/bin/iperf3")]
    [TestCase("ip netns exec green iperf3 -s | tee log", "ip iperf3")]
    [TestCase("./iperf3 -s", "")]
    [TestCase("$HOME/iperf3 -s", "")]
    [TestCase("{streams}x", "")]
    public void The_programs_of_a_command_are_its_wrappers_and_what_they_run(string command, string programs) =>
        Assert.That(string.Join(' ', CommandPrograms.Of(new CommandTemplate(command))), Is.EqualTo(programs));

    [Test]
    public void Each_host_needs_what_its_sides_run_there()
    {
        var hosts = Load();
        Assert.Multiple(() =>
        {
            Assert.That(
                Of(hosts, "lab-system-server").Programs.Select(need => need.Program),
                Is.EquivalentTo(new[] { "iperf3", "taskset", "netserver", "python3", "bpftrace" })
            );
            Assert.That(Of(hosts, "lab-system-server").ServerPorts, Is.EqualTo(new[] { 5001, 5002, 12865 }));
            Assert.That(
                Of(hosts, "lab-system-client").Programs.Select(need => need.Program),
                Is.EquivalentTo(new[] { "iperf3", "taskset", "netperf", "ping" })
            );
            Assert.That(Of(hosts, "lab-system-client").ServerPorts, Is.Empty);
            Assert.That(Of(hosts, "lab-vm-host").Programs.Select(need => need.Program), Is.EqualTo(new[] { "bpftrace" }));
            Assert.That(Of(hosts, "lab-vm-host").Sides.Single().Role, Is.EqualTo(HostRole.ToolHost));
        });
    }

    [Test]
    public void A_loader_needs_the_programs_of_its_commands_and_bpftool()
    {
        using var set = new ConfigFolder().Write(
            "ebpf-tools-spec.yaml",
            "ebpf_tools: {a: {path: t.o, executable: bpftrace, loader: {start: tc filter, stop: nice ip link, programs: {names: [a]}}}}\n"
        );
        Assert.That(
            Of(HostNeeds.Of(SessionPlan.Load(new SessionOptions { ConfigDir = set.Folder, ResultDir = set.Folder }).Cases), "one")
                .Programs.Select(need => need.Program),
            Is.SupersetOf(new[] { "tc", "nice", "ip", "bpftool" }).And.None.EqualTo("bpftrace")
        );
    }

    [Test]
    public void A_host_that_nobody_declared_is_a_mistake_that_names_the_others() =>
        Assert.That(
            () => HostSelection.Of(Plan(), ["nobody"], []),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("'nobody'").And.Message.Contains("lab-vm-host")
        );

    [Test]
    public void A_declared_host_without_a_case_is_examined_unless_a_part_was_chosen()
    {
        using var set = new ConfigFolder().Write("ssh-hosts.yaml", ConfigFolder.Hosts + "\n  spare: {host: 192.0.2.3}\n");
        var options = new SessionOptions { ConfigDir = set.Folder, ResultDir = set.Folder };
        Assert.Multiple(() =>
        {
            Assert.That(Ids(options), Is.EquivalentTo(new[] { "one", "two", "spare" }));
            Assert.That(Ids(options with { Environments = ["net"] }), Is.EquivalentTo(new[] { "one", "two" }));
        });

        static IEnumerable<string> Ids(SessionOptions options) =>
            HostSelection.Of(SessionPlan.Load(options), [], []).Select(needs => needs.Host.Id);
    }

    [Test]
    public void A_tool_that_imports_bcc_or_names_kprobes_is_known_by_its_text()
    {
        using var set = new ConfigFolder();
        set.Write("a.py", "#!/usr/bin/python3\nfrom bcc import BPF\nb.attach_kprobe(event='x')")
            .Write("b.bt", "kprobe:tcp_sendmsg { }")
            .Write("c.py", "# import bcc\nx = 'from bcc import'");
        ToolSpec[] tools =
        [
            .. new[] { "a.py", "b.bt", "c.py", "gone.py" }.Select(path => new ToolSpec
            {
                Id = path,
                Name = path,
                Path = path,
            }),
        ];
        var hints = ToolSourceHints.Of(tools, [set.Folder]);
        Assert.Multiple(() =>
        {
            Assert.That(hints.Bcc, Is.EqualTo(new[] { "a.py" }));
            Assert.That(hints.Kprobes, Is.EqualTo(new[] { "a.py", "b.bt" }));
        });
    }

    private static SessionPlan Plan() =>
        SessionPlan.Load(new SessionOptions { ConfigDir = RepositoryFolder.Of("config"), ResultDir = "/nowhere" });

    private static IReadOnlyList<HostNeeds> Load() => HostNeeds.Of(Plan().Cases);

    private static HostNeeds Of(IReadOnlyList<HostNeeds> hosts, string id) => hosts.Single(needs => needs.Host.Id == id);
}
