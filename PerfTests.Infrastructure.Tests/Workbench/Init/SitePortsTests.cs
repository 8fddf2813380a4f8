using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed class SitePortsTests
{
    [TestCase("", "", 5001, 12865)]
    [TestCase("12865", "", 5001, 12866, Description = "netserver of the package netperf")]
    [TestCase("", "12865 12866", 5001, 12867)]
    [TestCase("5004 22", "", 5101, 12865, Description = "a stream of the usual range would fail")]
    [TestCase("5001", "5116 5201", 5301, 12865)]
    public void Ports_are_the_usual_ones_or_the_next_that_are_free_on_both_hosts(string server, string client, int iperf3, int netserver) =>
        Assert.That(SitePorts.Choose(Host(server), Host(client)), Is.EqualTo(new SitePorts(iperf3, netserver)));

    private static SurveyedHost Host(string taken) =>
        new(new SshHost { Id = "one", Host = "one" }, new CannedHost(_ => null))
        {
            TakenPorts = [.. taken.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)],
        };
}
