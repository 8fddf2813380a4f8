using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Configuration;

[TestFixture]
internal sealed class AmountsTests
{
    [Test]
    public void Each_command_has_the_axis_that_it_uses()
    {
        using var set = Set(
            """
            client_cmd_tcp: "netperf -H {server_ip} -p {port} -l -{amount}"
            client_cmd_udp: "netperf -H {server_ip} -p {port} -l {duration} -t UDP_RR"
            client_cmd_icmp: "ping -c 150 {server_ip}"
            amounts: [5000, 20000]
            durations: [3]
            """
        );
        Assert.That(
            TestMatrix.Build(set.Load()).Select(perfCase => perfCase.Name),
            Is.EqualTo(
                new[]
                {
                    "baseline/net/latency/tcp/latency_5000n",
                    "baseline/net/latency/tcp/latency_20000n",
                    "baseline/net/latency/udp/latency_3s",
                    "baseline/net/latency/icmp/latency_150n",
                }
            )
        );
    }

    [Test]
    public void The_amount_stands_in_the_command()
    {
        using var set = Set("client_cmd_tcp: \"netperf -H {server_ip} -l -{amount}\"\namounts: [5000]");
        var perfCase = TestMatrix.Build(set.Load()).Single();
        var variables = WorkloadVariables.For(perfCase.Environment, perfCase.Workload, 1, "eth0");
        Assert.That(perfCase.Workload.ClientCommand.Render(variables), Is.EqualTo("netperf -H 198.51.100.1 -l -5000"));
        // For what must live as long as the load.
        Assert.That(variables["duration"], Is.EqualTo("60"));
    }

    [Test]
    public void A_longer_load_of_the_kind_lasts_a_time_whatever_its_command_states()
    {
        using var set = Set("client_cmd_tcp: \"netperf -l -{amount}\"\nclient_cmd_udp: \"netperf -l 2 -t UDP_RR\"\namounts: [5000]");
        var longer = TestMatrix.Build(set.Load()).Select(perfCase => perfCase.Workload.Lasting(5));
        Assert.That(
            longer.Select(load => (load.ClientCommand.Text, load.DurationSeconds, load.Amount)),
            Is.EqualTo(new[] { ("netperf -l {duration}", (double?)5, (int?)null), ("netperf -l {duration} -t UDP_RR", 5, null) })
        );
    }

    [TestCase("netperf -l -{amount}", "", "uses {amount}, and its block has none", "amounts: [20000]")]
    [TestCase("netperf -l {amount}", "amounts: [5]", "uses {amount} where it does not end the load", "-l -{amount}")]
    [TestCase("iperf3 -c h -b {amount} -n 5", "amounts: [5]", "uses {amount} where it does not end the load", "-n {amount}")]
    [TestCase("ping -c {amount} -w {duration} h", "amounts: [5]", "ends by a time and by {amount}", "Keep one")]
    [TestCase("ping -c {amount} -w 7 h", "amounts: [5]", "ends by a time and by {amount}", "Keep one")]
    [TestCase("iperf3 -c h -n 30M", "", "ends by '30M', which is not a whole number", "whole number")]
    [TestCase("netperf -l -0", "", "ends by '0', which is not a whole number over 0", "whole number")]
    [TestCase("netperf -H h", "", "does not say how long the load lasts", "netperf -l -{amount}")]
    public void A_command_without_one_end_is_named_with_its_line_and_remedy(string command, string key, string problem, string remedy)
    {
        using var set = Set($"client_cmd_tcp: \"{command}\"\n{key}");
        var error = set.Errors().Single();
        Assert.That((error.File, error.Line), Is.EqualTo(("performance-test-spec.yaml", 4)));
        Assert.That(error.ToString(), Does.Contain($"client_cmd_tcp' {problem}").And.Contain(remedy));
    }

    [TestCase("client_cmd_tcp: \"netperf -l {duration}\"\namounts: [5]", "'test_types.latency.amounts' has no effect")]
    [TestCase("client_cmd_tcp: \"netperf -l -{amount}\"\namounts: [0]", "is '0'")]
    [TestCase("client_cmd_tcp: \"netperf -l -5000\"\ndurations: [5]", "'test_types.latency.durations' has no effect")]
    public void A_list_that_no_command_can_use_is_named(string lines, string problem)
    {
        using var set = Set(lines);
        Assert.That(set.Errors()[0].ToString(), Does.Contain(problem));
    }

    [Test]
    public void The_default_ping_takes_the_durations_of_a_block_that_has_amounts_for_its_own_commands()
    {
        using var set = Set("client_cmd_tcp: \"netperf -l -{amount}\"\namounts: [5000]\ndurations: [7]")
            .Write("ebpf-tools-spec.yaml", "ebpf_tools:\n  named: {path: b.py, test_scope: {protocols: [icmp]}}\n");
        Assert.That(TestMatrix.Build(set.Load()).Select(perfCase => perfCase.Name), Does.Contain("baseline/net/latency/icmp/latency_7s"));
    }

    [Test]
    public void Several_streams_take_the_amounts_of_one_unless_they_have_their_own()
    {
        using var set = new ConfigFolder().Write(
            "performance-test-spec.yaml",
            """
            test_types:
              throughput:
                single_stream:
                  server_cmd: "iperf3 -s -p {port}"
                  client_cmd_tcp: "iperf3 -c {server_ip} -p {port} -n {amount}"
                  amounts: [5000000]
                multi_stream:
                  streams: [2]
            """
        );
        Assert.That(
            TestMatrix.Build(set.Load()).Select(perfCase => perfCase.Workload.Params),
            Is.EqualTo(new[] { "single_0_5000000n", "streams_2_5000000n" })
        );
    }

    private static ConfigFolder Set(string lines) =>
        new ConfigFolder().Write(
            "performance-test-spec.yaml",
            $$"""
            test_types:
              latency:
                server_cmd: "netserver -p {port} -D"
                {{lines.ReplaceLineEndings("\n    ")}}
            """
        );
}
