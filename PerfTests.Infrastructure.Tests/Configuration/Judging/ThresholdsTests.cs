using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Configuration.Judging;

[TestFixture]
internal sealed class ThresholdsTests
{
    [Test]
    public void The_last_rule_that_matches_wins_for_each_metric()
    {
        var thresholds = Load(
            """
            budgets:
              - overhead_percent: {mean_latency: 20, client_cpu: 50}
              - test_type: latency
                protocol: tcp
                overhead_percent: {mean_latency: 10, p99_latency: 40}
              - environment: n*
                params: latency_*
                overhead_percent: {p99_latency: 30}
              - tool: chatty
                overhead_percent: {mean_latency: 90}
            """
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Latency(thresholds, null, Protocol.Tcp),
                Is.EquivalentTo(new Dictionary<string, double> { ["mean_latency"] = 10, ["p99_latency"] = 30 })
            );
            Assert.That(Latency(thresholds, "chatty", Protocol.Tcp)["mean_latency"], Is.EqualTo(90));
            Assert.That(Latency(thresholds, "quiet", Protocol.Udp)["mean_latency"], Is.EqualTo(20));
        }
    }

    [Test]
    public void Without_rules_latency_alone_is_held_to_five_percent() =>
        Assert.That(
            new Thresholds().BudgetsFor("net", null, TestType.Latency, Protocol.Tcp, "x"),
            Is.EquivalentTo(new Dictionary<string, double> { ["mean_latency"] = 5 })
        );

    [TestCase(TestType.Throughput, "throughput")]
    [TestCase(TestType.Pps, "pps")]
    public void A_load_of_bytes_is_held_to_its_CPU_too_whatever_limits_it(TestType type, string metric) =>
        Assert.That(
            new Thresholds().BudgetsFor("net", "tool", type, Protocol.Tcp, "x"),
            Is.EquivalentTo(new Dictionary<string, double> { [metric] = 5, ["cpu_per_gigabyte"] = 10 })
        );

    [Test]
    public void A_rule_may_set_the_CPU_budget_of_loads_of_bytes() =>
        Assert.That(
            Load("budgets: [{overhead_percent: {cpu_per_gigabyte: 40, cpu_per_transaction: 20}}]")
                .BudgetsFor("net", "tool", TestType.Pps, Protocol.Tcp, "x"),
            Is.EquivalentTo(new Dictionary<string, double> { ["pps"] = 5, ["cpu_per_gigabyte"] = 40 })
        );

    [Test]
    public void A_rule_may_take_the_CPU_budget_away_and_a_later_one_may_give_it_back()
    {
        const string Off = "budgets: [{overhead_percent: {cpu_per_gigabyte: off}}";
        Assert.That(
            Load($"{Off}]").BudgetsFor("net", "tool", TestType.Pps, Protocol.Tcp, "x"),
            Is.EquivalentTo(new Dictionary<string, double> { ["pps"] = 5 })
        );
        Assert.That(
            Load($"{Off}, {{test_type: pps, overhead_percent: {{cpu_per_gigabyte: 7}}}}]")
                .BudgetsFor("net", "tool", TestType.Pps, Protocol.Tcp, "x"),
            Is.EquivalentTo(new Dictionary<string, double> { ["pps"] = 5, ["cpu_per_gigabyte"] = 7 })
        );
    }

    [Test]
    public void The_main_metric_always_has_a_budget() =>
        Assert.That(
            () => Load("budgets: [{overhead_percent: {throughput: off}}]"),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("is 'off'").And.Message.Contains("raise it")
        );

    [TestCase(TestType.Throughput, "throughput", 1)]
    [TestCase(TestType.Pps, "pps", 2)]
    [TestCase(TestType.Latency, "mean_latency", 3)]
    public void One_rule_may_name_the_metrics_of_all_test_types(TestType type, string metric, double percent) =>
        Assert.That(
            Load("budgets: [{overhead_percent: {throughput: 1, pps: 2, mean_latency: 3, cpu_per_gigabyte: off}}]")
                .BudgetsFor("net", null, type, Protocol.Udp, "x"),
            Is.EquivalentTo(new Dictionary<string, double> { [metric] = percent })
        );

    [Test]
    public void A_rule_for_a_test_type_may_hold_it_to_another_types_metric() =>
        Assert.That(
            Load("budgets: [{test_type: throughput, overhead_percent: {pps: 2, cpu_per_gigabyte: off}}]")
                .BudgetsFor("net", null, TestType.Throughput, Protocol.Udp, "x"),
            Is.EquivalentTo(new Dictionary<string, double> { ["throughput"] = 5, ["pps"] = 2 })
        );

    [Test]
    public void Every_key_is_read()
    {
        var thresholds = Load(
            "confidence: 0.9\nlooks: [3, 4]\nbaseline_rounds: 6\nmax_dropped_rounds: 0\nmax_dropped_share: 0.3\ninconclusive: fail"
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(thresholds.Confidence, Is.EqualTo(0.9));
            Assert.That(thresholds.Looks, Is.EqualTo(new[] { 3, 4 }));
            Assert.That(thresholds.BaselineRounds, Is.EqualTo(6));
            Assert.That(thresholds.MaxDroppedRounds, Is.Zero);
            Assert.That(thresholds.MaxDroppedShare, Is.EqualTo(0.3));
            Assert.That(thresholds.FailOnInconclusive);
        }
    }

    [Test]
    public void A_validity_rule_has_its_default_limit_until_another_is_given_or_it_is_off()
    {
        var validity = Load("validity: {foreign_cpu_percent: 80, steal_percent: off}").Validity;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(validity.Of(ValidityRule.ForeignCpu), Is.EqualTo(80));
            Assert.That(validity.Of(ValidityRule.Steal), Is.Null);
            Assert.That(validity.Of(ValidityRule.Samples), Is.EqualTo(ValidityRule.Samples.DefaultLimit));
            Assert.That(validity.InForce.Keys, Is.EquivalentTo(ValidityRule.All.Select(rule => rule.Name).Except(["steal_percent"])));
            Assert.That(ValidityLimits.Only(validity.InForce).InForce, Is.EquivalentTo(validity.InForce));
        }
    }

    [TestCase("validity: {foreign_cpu: 3}", "unknown key 'validity.foreign_cpu'", "foreign_cpu_percent")]
    [TestCase("validity: {samples: many}", "'validity.samples' is 'many'", ", or off.")]
    [TestCase("validity: {samples: -1}", "'validity.samples' is '-1'", ", or off.")]
    [TestCase("validity: off", "must have keys below it", "")]
    public void A_limit_that_is_none_is_told_with_its_remedy(string yaml, string problem, string remedy)
    {
        using var set = new ConfigFolder().Write("thresholds.yaml", yaml);
        var error = set.Errors().Single();
        Assert.That(error.Message, Does.Contain(problem));
        Assert.That(error.Remedy, Does.Contain(remedy));
    }

    private static Thresholds Load(string yaml)
    {
        using var set = new ConfigFolder()
            .Write("ebpf-tools-spec.yaml", "ebpf_tools: {chatty: {path: c}, quiet: {path: q}}")
            .Write("thresholds.yaml", yaml);
        return set.Load().Thresholds;
    }

    private static IReadOnlyDictionary<string, double> Latency(Thresholds thresholds, string? tool, Protocol protocol) =>
        thresholds.BudgetsFor("net", tool, TestType.Latency, protocol, "latency_2s");
}
