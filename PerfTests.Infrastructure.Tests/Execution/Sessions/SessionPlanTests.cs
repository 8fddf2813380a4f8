using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Execution.Sessions;

[TestFixture]
internal sealed class SessionPlanTests
{
    private const string Tools = """
        ebpf_tools:
          quiet: {path: q, test_scope: {test_types: [latency], protocols: [tcp]}}
          asleep: {path: a, enabled: false, test_scope: {test_types: [latency], protocols: [tcp]}}
          elsewhere: {path: e, enabled: false, applicable_environments: [other]}
        """;

    private const string OtherEnvironment = """
        test_environments:
          net:
            server: {ssh_ref: one, test_ip: 198.51.100.1, interface: eth0}
            client: {ssh_ref: two, test_ip: 198.51.100.2, interface: eth1}
          other:
            server: {ssh_ref: one, test_ip: 198.51.100.1, interface: eth0}
            client: {ssh_ref: two, test_ip: 198.51.100.2, interface: eth1}
        """;

    private ConfigFolder _set = null!;

    [SetUp]
    public void WriteSet() =>
        _set = new ConfigFolder()
            .Write("ebpf-tools-spec.yaml", Tools)
            .Write("test-environments.yaml", OtherEnvironment)
            .Write("thresholds.yaml", "budgets: [{overhead_percent: {mean_latency: 7, p99_latency: 20}}]\ninconclusive: fail");

    [TearDown]
    public void RemoveSet() => _set.Dispose();

    [Test]
    public void Every_enabled_tool_comes_with_its_baseline() =>
        Assert.That(
            Names(Options()),
            Is.EqualTo(
                new[]
                {
                    "baseline/net/latency/tcp/latency_20s",
                    "ebpf/quiet/net/latency/tcp/latency_20s",
                    "baseline/other/latency/tcp/latency_20s",
                    "ebpf/quiet/other/latency/tcp/latency_20s",
                }
            )
        );

    [Test]
    public void Who_asks_for_a_tool_gets_it_though_it_is_disabled_and_only_the_baselines_it_needs() =>
        Assert.That(
            Names(Options() with { Tools = ["elsewhere"] }),
            Is.EqualTo(new[] { "baseline/other/latency/tcp/latency_20s", "ebpf/elsewhere/other/latency/tcp/latency_20s" })
        );

    [Test]
    public void Unknown_tools_and_environments_are_told_together_with_the_known_ones()
    {
        var errors = Assert
            .Throws<ConfigurationException>(() => SessionPlan.Load(Options() with { Tools = ["quiet", "quite"], Environments = ["nte"] }))!
            .Errors;
        Assert.Multiple(() =>
        {
            Assert.That(
                errors.Select(error => error.Message),
                Is.EqualTo(new[] { "there is no tool 'quite'", "there is no environment 'nte'" })
            );
            Assert.That(errors[0].Remedy, Does.Contain("quiet, asleep, elsewhere"));
            Assert.That(errors[1].Remedy, Does.Contain("net, other"));
        });
    }

    [Test]
    public void A_choice_that_leaves_no_case_is_a_mistake() =>
        Assert.That(
            () => SessionPlan.Load(Options() with { Tools = ["elsewhere"], Environments = ["net"] }),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("no case of the matrix has the tool 'elsewhere'")
        );

    [Test]
    public void A_broken_set_is_told_with_file_and_line()
    {
        _set.Write("thresholds.yaml", "confidence: 0.95\nlooks: [x]");
        Assert.That(() => SessionPlan.Load(Options()), Throws.TypeOf<ConfigurationException>().With.Message.Contains("thresholds.yaml:2:"));
    }

    [Test]
    public void Budgets_come_from_the_thresholds_and_the_user_s_own_takes_the_place_of_each()
    {
        var (given, chosen) = (SessionPlan.Load(Options()), SessionPlan.Load(Options() with { BudgetPercent = 3 }));
        var (baseline, tool) = (given.Cases[0], given.Cases[1]);
        Assert.Multiple(() =>
        {
            Assert.That(
                given.Budgets(tool),
                Is.EquivalentTo(new Dictionary<string, double> { ["mean_latency"] = 7, ["p99_latency"] = 20 })
            );
            Assert.That(
                chosen.Budgets(tool),
                Is.EquivalentTo(new Dictionary<string, double> { ["mean_latency"] = 3, ["p99_latency"] = 3 })
            );
            Assert.That(given.Budgets(baseline), Is.Empty);
            Assert.That(given.DependentBudgets(tool), Is.Empty);
            Assert.That(given.DependentBudgets(baseline).Select(budget => budget.Case), Is.EqualTo(new[] { tool.Name, tool.Name }));
        });
    }

    [TestCase(null, true)]
    [TestCase(true, true)]
    [TestCase(false, false)]
    public void What_Inconclusive_means_is_the_user_s_choice_before_the_file_s(bool? chosen, bool fails) =>
        Assert.That(
            SessionPlan.Load(Options() with { FailOnInconclusive = chosen }).Config.Thresholds.FailOnInconclusive,
            Is.EqualTo(fails)
        );

    private SessionOptions Options() => new() { ConfigDir = _set.Folder, ResultDir = Path.Combine(_set.Folder, "result") };

    private static IEnumerable<string> Names(SessionOptions options) => SessionPlan.Load(options).Cases.Select(perfCase => perfCase.Name);
}
