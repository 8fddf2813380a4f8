using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Tests.Matrix;

[TestFixture]
internal sealed class VariablesTests
{
    private static readonly Workload Load = new()
    {
        Type = TestType.Latency,
        Protocol = Protocol.Udp,
        Params = "latency_2s",
        ServerCommand = null,
        ClientCommand = new CommandTemplate("load"),
        Streams = 3,
        BasePort = 7000,
        DurationSeconds = 2,
        TargetBandwidth = "1G",
    };

    [TestCase(ToolPlacement.Server, "rx", "192.0.2.2", "192.0.2.1")]
    [TestCase(ToolPlacement.Server, "tx", "192.0.2.1", "192.0.2.2")]
    [TestCase(ToolPlacement.Client, "rx", "192.0.2.1", "192.0.2.2")]
    [TestCase(ToolPlacement.Client, "tx", "192.0.2.2", "192.0.2.1")]
    [TestCase(ToolPlacement.Server, null, "192.0.2.2", "192.0.2.1")]
    public void Source_and_destination_follow_the_direction_as_the_tools_side_sees_it(
        ToolPlacement placement,
        string? direction,
        string source,
        string destination
    )
    {
        var withoutToolHost = SampleConfig.Environment() with { Placement = placement };
        foreach (
            var environment in new[] { withoutToolHost, withoutToolHost with { ToolHost = SampleConfig.Side("hypervisor", "", "br0") } }
        )
        {
            var values = Values(Case(environment, direction is null ? [] : new() { ["direction"] = direction }));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(values["SRC_IP"], Is.EqualTo(source));
                Assert.That(values["DST_IP"], Is.EqualTo(destination));
                Assert.That(values["direction"], Is.EqualTo(direction ?? "rx"));
            }
        }
    }

    [TestCase("rx")]
    [TestCase("tx")]
    public void On_both_sides_each_instance_sees_its_own_source_and_destination(string direction)
    {
        var perfCase = Case(SampleConfig.Environment() with { Placement = ToolPlacement.Both }, new() { ["direction"] = direction });
        var seen = perfCase.Environment.ToolEndpoints.Select(at => (at.Role, Values: ToolVariables.For(perfCase, at))).ToList();
        var (server, client) = (("192.0.2.2", "192.0.2.1"), ("192.0.2.1", "192.0.2.2"));
        Assert.That(
            seen.Select(each => (each.Role, (each.Values["SRC_IP"], each.Values["DST_IP"]), each.Values["interface"])),
            Is.EqualTo(
                new[] { ("server", direction == "rx" ? server : client, "eth1"), ("client", direction == "rx" ? client : server, "eth2") }
            )
        );
    }

    [Test]
    public void Interfaces_are_those_of_the_host_that_runs_the_tool_unless_it_says_otherwise()
    {
        var host = SampleConfig.Side("hypervisor", "", "br0") with
        {
            Variables = new Dictionary<string, string> { ["PHY_INTERFACE"] = "ens1", ["SITE"] = "x" },
        };
        var values = Values(Case(SampleConfig.Environment() with { ToolHost = host }, []));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(values["INTERNAL_INTERFACE"], Is.EqualTo("br0"));
            Assert.That(values["VM_INTERFACE"], Is.EqualTo("br0"));
            Assert.That(values["interface"], Is.EqualTo("br0"));
            Assert.That(values["PHY_INTERFACE"], Is.EqualTo("ens1"));
            Assert.That(values["SITE"], Is.EqualTo("x"));
        }
    }

    [TestCase("eth9")]
    [TestCase("")]
    public void The_values_are_exactly_those_that_loading_promises(string interfaceName)
    {
        var host = SampleConfig.Side("hypervisor", "", interfaceName) with
        {
            Variables = new Dictionary<string, string> { ["SITE"] = "x", ["VM_INTERFACE"] = "v" },
        };
        var values = Values(Case(SampleConfig.Environment() with { ToolHost = host }, new() { ["mode"] = "fast" }));
        Assert.That(values.Keys, Is.EquivalentTo(TemplateVariables.On(host).Append("mode")));
    }

    [Test]
    public void A_tool_learns_of_its_case()
    {
        var values = Values(Case(SampleConfig.Environment(), new() { ["mode"] = "fast" }));
        var expected = new Dictionary<string, string>
        {
            ["protocol"] = "udp",
            ["environment"] = "net",
            ["server_ip"] = "192.0.2.1",
            ["client_ip"] = "192.0.2.2",
            ["port"] = "7000",
            ["duration"] = "2",
            ["mode"] = "fast",
            ["interface"] = "eth1",
        };
        Assert.That(expected.Keys.ToDictionary(key => key, key => values[key]), Is.EqualTo(expected));
    }

    [Test]
    public void A_baseline_has_no_tool_to_give_variables_to() =>
        Assert.That(() => Values(new PerfCase(SampleConfig.Environment(), Load, null)), Throws.ArgumentException);

    [Test]
    public void A_load_gets_its_port_its_sides_interface_and_its_parameters()
    {
        var values = WorkloadVariables.For(SampleConfig.Environment(), Load, 7002, "eth2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                values,
                Is.EquivalentTo(
                    new Dictionary<string, string>
                    {
                        ["port"] = "7002",
                        ["server_ip"] = "192.0.2.1",
                        ["client_ip"] = "192.0.2.2",
                        ["duration"] = "2",
                        ["amount"] = "",
                        ["target_bw"] = "1G",
                        ["interface"] = "eth2",
                        ["streams"] = "3",
                    }
                )
            );
            Assert.That(values.Keys, Is.EquivalentTo(TemplateVariables.OfLoad));
        }
    }

    private static IReadOnlyDictionary<string, string> Values(PerfCase perfCase) =>
        ToolVariables.For(perfCase, perfCase.Environment.ToolEndpoints[0]);

    private static PerfCase Case(TestEnvironment environment, Dictionary<string, string> parameters) =>
        new(environment, Load, new ToolVariant(SampleConfig.Tool("t"), "t", parameters));
}
