using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Tests.Matrix;

[TestFixture]
internal sealed class TestMatrixTests
{
    [Test]
    public void Cases_come_by_environment_type_protocol_and_parameters_the_baseline_first()
    {
        var spec = new PerformanceSpec
        {
            Pps = SampleConfig.Load(Protocol.Udp) with { Streams = [4, 8] },
            Latency = SampleConfig.Load(Protocol.Tcp, Protocol.Icmp),
            MultiStream = SampleConfig.Load(Protocol.Tcp, Protocol.Udp) with { Streams = [2] },
            SingleStream = SampleConfig.Load(Protocol.Tcp, Protocol.Udp),
        };
        var tool = SampleConfig.Tool("t") with { Protocols = [Protocol.Tcp, Protocol.Icmp] };
        Assert.That(
            Names(SampleConfig.Of(spec, [tool], "net", "other")),
            Is.EqualTo(
                new[]
                {
                    "baseline/net/throughput/tcp/single_0_30s",
                    "ebpf/t/net/throughput/tcp/single_0_30s",
                    "baseline/net/throughput/tcp/streams_2_30s",
                    "ebpf/t/net/throughput/tcp/streams_2_30s",
                    "baseline/net/throughput/udp/single_0_30s",
                    "baseline/net/throughput/udp/streams_2_30s",
                    "baseline/net/latency/tcp/latency_30s",
                    "ebpf/t/net/latency/tcp/latency_30s",
                    "baseline/net/latency/icmp/latency_30s",
                    "ebpf/t/net/latency/icmp/latency_30s",
                    "baseline/net/pps/udp/pps_streams_4_30s",
                    "baseline/net/pps/udp/pps_streams_8_30s",
                    "baseline/other/throughput/tcp/single_0_30s",
                    "baseline/other/throughput/tcp/streams_2_30s",
                    "baseline/other/throughput/udp/single_0_30s",
                    "baseline/other/throughput/udp/streams_2_30s",
                    "baseline/other/latency/tcp/latency_30s",
                    "baseline/other/latency/icmp/latency_30s",
                    "baseline/other/pps/udp/pps_streams_4_30s",
                    "baseline/other/pps/udp/pps_streams_8_30s",
                }
            )
        );
    }

    [Test]
    public void A_workload_carries_what_its_case_runs()
    {
        var client = new ClientLoad(Protocol.Udp, new CommandTemplate("load"))
        {
            DurationsSeconds = [7],
            TargetBandwidths = ["2.5G"],
            BasePorts = [6000],
        };
        var spec = new PerformanceSpec { Pps = SampleConfig.Load() with { Clients = [client], Streams = [4] } };
        var workload = TestMatrix.Build(SampleConfig.Of(spec)).Single().Workload;
        Assert.That(
            workload,
            Is.EqualTo(
                new Workload
                {
                    Type = TestType.Pps,
                    Protocol = Protocol.Udp,
                    Params = "pps_streams_4_7s",
                    ServerCommand = spec.Pps.ServerCommand,
                    ClientCommand = client.Command,
                    Streams = 4,
                    BasePort = 6000,
                    DurationSeconds = 7,
                    TargetBandwidth = "2.5G",
                }
            )
        );
    }

    [Test]
    public void A_load_that_ends_by_an_amount_has_no_duration_and_the_amount_in_its_name()
    {
        var client = new ClientLoad(Protocol.Tcp, new CommandTemplate("load")) { Amounts = [200, 5000] };
        var spec = new PerformanceSpec { Latency = SampleConfig.Load() with { Clients = [client] } };
        Assert.That(
            TestMatrix
                .Build(SampleConfig.Of(spec))
                .Select(perfCase => perfCase.Workload)
                .Select(load => (load.Params, load.DurationSeconds, load.Amount, load.TimeLimit.TotalSeconds)),
            Is.EqualTo(new[] { ("latency_200n", (double?)null, (int?)200, 60.0), ("latency_5000n", null, 5000, 60.0) })
        );
    }

    [Test]
    public void Ping_has_no_server() =>
        Assert.That(
            TestMatrix
                .Build(SampleConfig.Of(new PerformanceSpec { Latency = SampleConfig.Load(Protocol.Icmp) }))
                .Single()
                .Workload.ServerCommand,
            Is.Null
        );

    [Test]
    public void A_parameter_that_the_short_token_leaves_out_is_appended_where_it_varies()
    {
        var client = new ClientLoad(Protocol.Udp, new CommandTemplate("load")) { TargetBandwidths = ["1G", "0"], BasePorts = [1, 2] };
        var load = SampleConfig.Load() with { Clients = [client], Streams = [4] };
        var spec = new PerformanceSpec { Pps = load, SingleStream = load with { Streams = [1] } };
        Assert.That(
            TestMatrix.Build(SampleConfig.Of(spec)).Select(perfCase => perfCase.Workload.Params),
            Is.EqualTo(
                new[]
                {
                    "single_1G_30s_p1",
                    "single_1G_30s_p2",
                    "single_0_30s_p1",
                    "single_0_30s_p2",
                    "pps_streams_4_30s_1G_p1",
                    "pps_streams_4_30s_1G_p2",
                    "pps_streams_4_30s_0_p1",
                    "pps_streams_4_30s_0_p2",
                }
            )
        );
    }

    [Test]
    public void A_load_may_be_limited_to_environments()
    {
        var spec = new PerformanceSpec { Latency = SampleConfig.Load(Protocol.Tcp) with { Environments = ["b"] } };
        Assert.That(Names(SampleConfig.Of(spec, null, "a", "b")), Is.EqualTo(new[] { "baseline/b/latency/tcp/latency_30s" }));
    }

    [Test]
    public void A_tool_with_a_direction_runs_once_for_each_side()
    {
        var config = SampleConfig.Of(
            new PerformanceSpec { Latency = SampleConfig.Load(Protocol.Tcp) },
            [SampleConfig.Tool("t", "--direction {direction}")]
        );
        Assert.That(
            Names(config),
            Is.EqualTo(
                new[]
                {
                    "baseline/net/latency/tcp/latency_30s",
                    "ebpf/t.rx/net/latency/tcp/latency_30s",
                    "ebpf/t.tx/net/latency/tcp/latency_30s",
                }
            )
        );
    }

    [Test]
    public void Axes_combine_in_their_order_and_a_single_combination_needs_no_suffix()
    {
        var many = SampleConfig.Tool("many") with
        {
            Axes = new Dictionary<string, IReadOnlyList<string>> { ["mode"] = ["a", "b"], ["size"] = ["1", "2"] },
        };
        var one = SampleConfig.Tool("one", "{direction}") with
        {
            Axes = new Dictionary<string, IReadOnlyList<string>> { ["direction"] = ["tx"] },
        };
        var uses = TestMatrix
            .Build(SampleConfig.Of(new PerformanceSpec { Latency = SampleConfig.Load(Protocol.Tcp) }, [many, one]))
            .Select(perfCase => perfCase.Tool)
            .OfType<ToolVariant>()
            .ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(uses.Select(use => use.FolderId), Is.EqualTo(new[] { "many.a.1", "many.a.2", "many.b.1", "many.b.2", "one" }));
            Assert.That(uses[1].Parameters, Is.EquivalentTo(new Dictionary<string, string> { ["mode"] = "a", ["size"] = "2" }));
            Assert.That(uses[4].Parameters["direction"], Is.EqualTo("tx"));
        }
    }

    [Test]
    public void A_disabled_tool_runs_only_when_asked_for()
    {
        var config = SampleConfig.Of(
            new PerformanceSpec { Latency = SampleConfig.Load(Protocol.Tcp) },
            [SampleConfig.Tool("on"), SampleConfig.Tool("off") with { Enabled = false }]
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tools(config, null), Is.EqualTo(new[] { "on" }));
            Assert.That(Tools(config, new MatrixSelection { Tools = ["off"] }), Is.EqualTo(new[] { "off" }));
        }
    }

    [Test]
    public void A_selection_of_environments_leaves_out_the_others()
    {
        var config = SampleConfig.Of(new PerformanceSpec { Latency = SampleConfig.Load(Protocol.Tcp) }, null, "a", "b");
        Assert.That(
            Names(config, new MatrixSelection { Environments = ["b"] }),
            Is.EqualTo(new[] { "baseline/b/latency/tcp/latency_30s" })
        );
    }

    [Test]
    public void A_selection_of_unknown_names_is_refused_at_once_with_the_known_ones()
    {
        var config = SampleConfig.Of(new PerformanceSpec(), [SampleConfig.Tool("counter")]);
        Assert.That(
            () => TestMatrix.Build(config, new MatrixSelection { Tools = ["countr"], Environments = ["nat"] }),
            Throws
                .TypeOf<ConfigurationException>()
                .With.Message.Contains("there is no tool 'countr'. Did you mean 'counter'?")
                .And.Message.Contains("there is no environment 'nat'. Did you mean 'net'?")
        );
    }

    [TestCase("net", null, "*", null, null, 3)]
    [TestCase("other", null, null, null, null, 0)]
    [TestCase(null, null, "lat*", "tcp", null, 3)]
    [TestCase(null, null, null, "udp", null, 0)]
    [TestCase(null, null, null, null, "latency_*", 3)]
    [TestCase(null, null, null, null, "single_*", 0)]
    [TestCase(null, "a", null, null, null, 2)]
    [TestCase(null, "*", null, null, null, 3)]
    [TestCase(null, "nobody", null, null, null, 0)]
    public void An_include_rule_lets_in_what_it_matches_and_the_baselines_that_tools_need(
        string? environment,
        string? tool,
        string? testType,
        string? protocol,
        string? parameters,
        int expected
    )
    {
        var rule = new CaseRule
        {
            Environment = environment,
            Tool = tool,
            TestType = testType,
            Protocol = protocol,
            Params = parameters,
        };
        Assert.That(Names(WithTwoTools(new PerformanceSpec { Include = [rule] })), Has.Exactly(expected).Items);
    }

    [Test]
    public void An_exclude_rule_for_all_tools_leaves_the_baselines() =>
        Assert.That(
            Names(WithTwoTools(new PerformanceSpec { Exclude = [new CaseRule { Tool = "*" }] })),
            Is.EqualTo(new[] { "baseline/net/latency/tcp/latency_30s" })
        );

    [Test]
    public void An_exclude_rule_without_a_tool_takes_both_arms() =>
        Assert.That(
            Names(WithTwoTools(new PerformanceSpec { Include = [new CaseRule()], Exclude = [new CaseRule { TestType = "latency" }] })),
            Is.Empty
        );

    [Test]
    public void An_estimate_has_the_load_that_samples_the_hosts_where_rounds_do_not()
    {
        var config = WithTwoTools(new PerformanceSpec());
        var cases = TestMatrix.Build(config).ToList();
        var slow = config with { Monitoring = new MonitoringConfig { IntervalSeconds = 20 } };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                CaseEstimate.Seconds(cases[0], slow) - CaseEstimate.Seconds(cases[0], config),
                Is.EqualTo(62 + CaseEstimate.RunSeconds).Within(1e-9)
            );
            Assert.That(CaseEstimate.Seconds(cases[1], slow) - CaseEstimate.Seconds(cases[1], config), Is.EqualTo(62 - 30).Within(1e-9));
        }
    }

    [Test]
    public void An_estimate_grows_with_rounds_and_load()
    {
        var cases = TestMatrix.Build(WithTwoTools(new PerformanceSpec())).ToList();
        var config = WithTwoTools(new PerformanceSpec()) with
        {
            Thresholds = new Thresholds { BaselineRounds = 4, Looks = [5, 9] },
        };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(CaseEstimate.Seconds(cases[0], config), Is.EqualTo(16 * (30 + CaseEstimate.RunSeconds)));
            Assert.That(
                CaseEstimate.Seconds(cases[1], config),
                Is.EqualTo((22 * (30 + CaseEstimate.RunSeconds)) + (7 * CaseEstimate.ToolSeconds)).Within(1e-9)
            );
        }
    }

    private static PerfConfig WithTwoTools(PerformanceSpec rules) =>
        SampleConfig.Of(rules with { Latency = SampleConfig.Load(Protocol.Tcp) }, [SampleConfig.Tool("a"), SampleConfig.Tool("b")]);

    private static IEnumerable<string> Names(PerfConfig config, MatrixSelection? selection = null) =>
        TestMatrix.Build(config, selection).Select(perfCase => perfCase.Name);

    private static IEnumerable<string> Tools(PerfConfig config, MatrixSelection? selection) =>
        TestMatrix.Build(config, selection).Select(perfCase => perfCase.Tool?.FolderId).OfType<string>();
}
