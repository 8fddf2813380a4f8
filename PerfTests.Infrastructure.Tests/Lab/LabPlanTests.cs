using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Lab;

namespace PerfTests.Infrastructure.Tests.Lab;

[TestFixture]
internal sealed class LabPlanTests
{
    private static readonly LabTopology Topology = LabTopology.Default;

    [Test]
    public void The_root_batch_makes_namespaces_then_cables_then_management_links()
    {
        var topology = new LabTopology(["a", "b"], [new(new("a", "data0", "198.19.1.1"), new("b", "data0", "198.19.1.2"))], []);
        Assert.That(
            new LabPlan(topology, 7, HasIpv6: true).RootBatch(),
            Is.EqualTo(
                new[]
                {
                    "netns add perftests-7-a",
                    "netns add perftests-7-b",
                    "link add netns perftests-7-a name data0 index 100 address 02:00:c6:13:01:01 "
                        + "type veth peer name data0 index 101 address 02:00:c6:13:01:02 netns perftests-7-b",
                    "link add name pt7-mgmt0 type veth peer name mgmt0 index 1000000 netns perftests-7-a",
                    "link set dev pt7-mgmt0 addrgenmode none",
                    "address add 198.18.7.1/30 dev pt7-mgmt0",
                    "link set dev pt7-mgmt0 up",
                    "link add name pt7-mgmt1 type veth peer name mgmt0 index 1000000 netns perftests-7-b",
                    "link set dev pt7-mgmt1 addrgenmode none",
                    "address add 198.18.7.5/30 dev pt7-mgmt1",
                    "link set dev pt7-mgmt1 up",
                }
            )
        );
    }

    [Test]
    public void A_host_gets_its_addresses_and_knows_its_neighbours_without_ARP()
    {
        Assert.That(
            new LabPlan(Topology, 0, HasIpv6: true).BatchOf("vm-client"),
            Is.EqualTo(
                new[]
                {
                    "link set dev lo up",
                    "address add 198.19.2.2/24 dev data0",
                    "link set dev data0 addrgenmode none",
                    "link set dev data0 up",
                    "neigh replace 198.19.2.1 lladdr 02:00:c6:13:02:01 dev data0 nud permanent",
                    "address add 198.18.0.14/30 dev mgmt0",
                    "link set dev mgmt0 addrgenmode none",
                    "link set dev mgmt0 up",
                }
            )
        );
    }

    [Test]
    public void The_hypervisor_joins_the_cables_of_its_machines_in_a_silent_bridge()
    {
        Assert.That(
            new LabPlan(Topology, 0, HasIpv6: false).BatchOf("vm-host"),
            Is.EqualTo(
                new[]
                {
                    "link set dev lo up",
                    "link add name br0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0",
                    "link set dev vnet-server master br0",
                    "link set dev vnet-client master br0",
                    "link set dev br0 up",
                    "link set dev vnet-server up",
                    "link set dev vnet-client up",
                    "address add 198.18.0.18/30 dev mgmt0",
                    "link set dev mgmt0 up",
                }
            )
        );
    }

    [Test]
    public void A_kernel_without_IPv6_is_told_nothing_about_it()
    {
        var plan = new LabPlan(Topology, 0, HasIpv6: false);
        Assert.That(plan.RootBatch().Concat(Topology.Hosts.SelectMany(plan.BatchOf)), Has.None.Contains("addrgenmode"));
    }

    [Test]
    public void Names_and_management_addresses_of_two_labs_never_meet()
    {
        var indices = Gen.Choose(0, LabPlan.LastIndex);
        Prop.ForAll(
                indices.SelectMany(_ => indices, (left, right) => (left, right)).Where(pair => pair.left != pair.right).ToArbitrary(),
                pair => Visible(pair.left).Intersect(Visible(pair.right)).ToList() is []
            )
            .QuickCheckThrowOnFailure();

        static IEnumerable<string> Visible(int index)
        {
            var plan = new LabPlan(Topology, index, HasIpv6: true);
            return Topology.Hosts.SelectMany(host => new[] { plan.NamespaceOf(host), plan.RootInterfaceOf(host), plan.AddressOf(host) });
        }
    }

    [Test]
    public void One_lab_s_names_are_not_the_beginning_of_another_s()
    {
        var plan = new LabPlan(Topology, 12, HasIpv6: true);
        Assert.Multiple(() =>
        {
            Assert.That(plan.NamespaceOf("vm-host"), Does.Not.StartWith(LabPlan.NamespacePrefix(1)));
            Assert.That(plan.RootInterfaceOf("vm-host"), Does.Not.StartWith(LabPlan.RootInterfacePrefix(1)));
        });
    }

    [Test]
    public void Both_ends_of_a_cable_have_an_interface_index_of_their_own()
    {
        var indices = new LabPlan(Topology, 0, HasIpv6: true)
            .RootBatch()
            .Where(line => line.StartsWith("link add netns", StringComparison.Ordinal))
            .SelectMany(line => Regex.Matches(line, @"(?<= index )[0-9]+", RegexOptions.CultureInvariant).Select(match => match.Value));
        Assert.That(indices.ToList(), Has.Count.EqualTo(2 * Topology.Links.Count).And.Unique);
    }

    [Test]
    public void Root_interface_names_fit_into_the_kernel_s_15_characters() =>
        Assert.That(
            Topology.Hosts.Select(new LabPlan(Topology, LabPlan.LastIndex, HasIpv6: true).RootInterfaceOf),
            Has.All.Length.LessThanOrEqualTo(15)
        );
}
