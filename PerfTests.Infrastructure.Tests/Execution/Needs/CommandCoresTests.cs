using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Infrastructure.Tests.Execution.Needs;

[TestFixture]
internal sealed class CommandCoresTests
{
    [TestCase("taskset -c 0 iperf3 -s", "0")]
    [TestCase("chrt -f 5 taskset -c 2,4-5 netserver -D", "2,4-5")]
    [TestCase("/usr/bin/taskset --cpu-list 3 iperf3 -s", "3")]
    [TestCase("taskset 0x3 iperf3 -s", "mask 0x3")]
    [TestCase("numactl -C 1 iperf3 -s", "1")]
    [TestCase("numactl --physcpubind=6 --localalloc iperf3 -s", "6")]
    [TestCase("iperf3 -s -A 4", "4")]
    [TestCase("netperf -H {server_ip} -T 1,1", "1,1")]
    [TestCase("iperf3 -s", null)]
    [TestCase("ping -T tsonly {server_ip}", null)]
    [TestCase("taskset -c", null)]
    public void The_cores_that_a_command_names_are_read(string command, string? cores) =>
        Assert.That(CommandCores.Of(new CommandTemplate(command)), Is.EqualTo(cores));
}
