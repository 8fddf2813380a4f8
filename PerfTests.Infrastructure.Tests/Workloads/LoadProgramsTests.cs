using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Workloads;

[TestFixture]
internal sealed class LoadProgramsTests
{
    [TestCase("iperf3 -c {server_ip} -p {port}", "iperf3")]
    [TestCase("/usr/local/bin/netperf -H h", "netperf")]
    [TestCase("  ping -c 1 h", "ping")]
    [TestCase("'ping' h", "ping")]
    [TestCase("LC_ALL=C TZ='a b' ping h", "ping")]
    [TestCase("env -u HOME LANG=C ping h", "ping")]
    [TestCase("taskset -c 1 iperf3 -c h", "iperf3")]
    [TestCase("taskset 0x1 iperf3 -c h", "iperf3")]
    [TestCase("chrt -f 50 netperf -H h", "netperf")]
    [TestCase("nice -n -5 iperf3 -c h", "iperf3")]
    [TestCase("nice -10 iperf3 -c h", "iperf3")]
    [TestCase("timeout -s INT --preserve-status 60 iperf3 -c h", "iperf3")]
    [TestCase("ip netns exec client iperf3 -c h", "iperf3")]
    [TestCase("sudo -n ip netns exec {ns} timeout 30 taskset -c 0 netperf -H h", "netperf")]
    [TestCase("taskset -c 1 \\\n  iperf3 -c h", "iperf3")]
    public void The_program_stands_behind_assignments_and_wrappers(string command, string program) =>
        Assert.That(LoadPrograms.Find(new CommandTemplate(command)).Program, Is.EqualTo(program));

    [TestCase("iperf -c h", "'iperf'")]
    [TestCase("cd /tmp && iperf3 -c h", "'cd'")]
    [TestCase("sh -c 'iperf3 -c h'", "'sh'")]
    [TestCase("", "no program")]
    [TestCase("timeout 5", "no program")]
    [TestCase("| iperf3", "no program")]
    [TestCase("'unclosed iperf3", "'unclosed iperf3'")]
    public void Another_program_is_refused_with_the_known_ones(string command, string named) =>
        Assert.That(
            () => LoadPrograms.Find(new CommandTemplate(command)),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains(named).And.Message.Contains("iperf3, netperf, ping")
        );

    [Test]
    public void Words_end_where_a_shell_ends_them()
    {
        var words = LoadCommand.Parse(new CommandTemplate("iperf3 -T \"a \\\" b\"'c d'e\\ f 2 2>log >x")).Words;
        Assert.That(words.Select(word => word.Value), Is.EqualTo(new[] { "iperf3", "-T", "a \" bc de f", "2" }));
    }
}
