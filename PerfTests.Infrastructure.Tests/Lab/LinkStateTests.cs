using PerfTests.Infrastructure.Lab;

namespace PerfTests.Infrastructure.Tests.Lab;

[TestFixture]
internal sealed class LinkStateTests
{
    private const string Loopback =
        @"1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\    link/loopback";

    [TestCase("state UP", "forwarding", false)]
    [TestCase("state UP", "disabled", true)]
    [TestCase("state DOWN", "disabled", true)]
    [TestCase("state LOWERLAYERDOWN", "disabled", true)]
    public void A_port_of_a_bridge_is_waited_for_until_it_forwards(string state, string portState, bool waiting)
    {
        var port =
            $@"101: vnet-server@if100: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master br0 {state} mode DEFAULT group "
            + $@"default qlen 1000\    link/ether 56:5f:8a:c2:ab:7e brd ff:ff:ff:ff:ff:ff link-netnsid 0 promiscuity 1 \    veth \    "
            + $@"bridge_slave state {portState} priority 32";
        Assert.That(LinkState.WaitingFor($"{Loopback}\n{port}\n"), Is.EqualTo(waiting ? new[] { port } : []));
    }

    [TestCase("state UP", false)]
    [TestCase("state DOWN", true)]
    public void A_cable_is_waited_for_until_both_ends_are_up(string state, bool waiting)
    {
        var cable =
            $@"100: data0@if101: <BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue {state} mode DEFAULT group default qlen 1000\    veth";
        Assert.That(LinkState.WaitingFor($"{Loopback}\n{cable}\n"), Has.Count.EqualTo(waiting ? 1 : 0));
    }
}
