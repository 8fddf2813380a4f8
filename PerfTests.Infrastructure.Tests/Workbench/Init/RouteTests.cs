using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed class RouteTests
{
    private static IEnumerable<TestCaseData<string, object?>> Recorded =>
        [
            new("ip_j_route_get.json", new Route("data0", "198.19.1.2", null)),
            new("ip_j_route_get_from.json", new Route("data0", null, null)),
            new("ip_j_route_get_gateway.json", new Route("eth0", "192.0.2.2", "192.0.2.1")),
            new("ip_j_route_get_local.json", null),
        ];

    [TestCaseSource(nameof(Recorded))]
    public void A_route_says_interface_source_and_gateway_and_the_host_itself_is_none(string file, object? route) =>
        Assert.That(Route.Parse(RecordedOutput.Read(file)), Is.EqualTo(route));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("[]")]
    [TestCase("[1]")]
    [TestCase("[{}]")]
    [TestCase("""[{"type":"unreachable","dst":"192.0.2.1","dev":"eth0"}]""")]
    [TestCase("""[{"dst":"192.0.2.1","dev":"lo"}]""")]
    [TestCase("""[{"dst":"192.0.2.1","dev":7}]""")]
    [TestCase("RTNETLINK answers: Network is unreachable")]
    public void What_leads_nowhere_is_no_route(string? json) => Assert.That(Route.Parse(json), Is.Null);

    [Test]
    public void Output_that_is_cut_off_is_no_route()
    {
        var text = RecordedOutput.Read("ip_j_route_get.json").Trim();
        Assert.That(Enumerable.Range(0, text.Length - 1).Select(length => Route.Parse(text[..length])), Has.All.Null);
    }
}
