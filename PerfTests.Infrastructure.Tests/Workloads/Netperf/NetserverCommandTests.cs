using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Workloads.Netperf;

namespace PerfTests.Infrastructure.Tests.Workloads.Netperf;

[TestFixture]
internal sealed class NetserverCommandTests
{
    [TestCase("netserver -p {port} -D", ExpectedResult = true)]
    [TestCase("taskset -c 0 netserver -L {server_ip} -p {port} -D -f", ExpectedResult = false)]
    [TestCase("iperf3 -s -p {port}", ExpectedResult = false)]
    public bool Only_a_netserver_that_serves_in_children_loses_its_cpu(string command) =>
        NetserverCommand.LosesCpu(new CommandTemplate(command));
}
