using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Matrix;

[TestFixture]
internal sealed class UnusedRulesTests
{
    private const string Tools = "ebpf_tools: {t: {path: t.bt, enabled: false, test_scope: {test_types: [latency]}}}";

    [TestCase("{params: 'latency_20s'}", true)]
    [TestCase("{params: 'latency_3*'}", false)]
    [TestCase("{tool: t}", true, Description = "A disabled tool has cases when it is asked for.")]
    [TestCase("{tool: t, protocol: udp}", false)]
    [TestCase("{protocol: udp}", false)]
    [TestCase("{environment: net, test_type: latency}", true)]
    public void A_rule_of_the_matrix_that_matches_no_case_is_told_with_its_line(string rule, bool matches)
    {
        foreach (var list in new[] { "include", "exclude" })
        {
            using var set = new ConfigFolder()
                .Write("ebpf-tools-spec.yaml", Tools)
                .Write("performance-test-spec.yaml", $"{ConfigFolder.Loads}\nmatrix:\n  {list}:\n    - {rule}\n");
            var errors = UnusedRules.Of(set.Load());
            if (matches)
                Assert.That(errors, Is.Empty);
            else
                Assert.That(
                    errors.Single().ToString(),
                    Does.StartWith($"{set.File("performance-test-spec.yaml")}:7: this rule of 'matrix.{list}' matches no case")
                        .And.Contain("Known params: latency_20s")
                );
        }
    }

    [TestCase("{params: 'latency_20s', overhead_percent: {mean_latency: 5}}", true)]
    [TestCase("{params: 'single_*', overhead_percent: {throughput: 5}}", false)]
    [TestCase("{test_type: pps, overhead_percent: {pps: 5}}", false)]
    [TestCase("{overhead_percent: {throughput: 5}}", true)]
    public void A_budget_that_no_tool_case_is_held_to_is_told_with_its_line(string rule, bool matches)
    {
        using var set = new ConfigFolder().Write("ebpf-tools-spec.yaml", Tools).Write("thresholds.yaml", $"budgets:\n  - {rule}\n");
        var errors = UnusedRules.Of(set.Load());
        Assert.That(
            errors.Select(error => (Path.GetFileName(error.File), error.Line)),
            matches ? Is.Empty : Is.EqualTo(new[] { ("thresholds.yaml", 2) })
        );
    }

    [Test]
    public void A_budget_that_only_a_baseline_fits_holds_no_tool_to_anything()
    {
        using var set = new ConfigFolder()
            .Write("ebpf-tools-spec.yaml", Tools)
            .Write("thresholds.yaml", "budgets: [{test_type: pps, overhead_percent: {pps: 5}}]")
            .Write(
                "performance-test-spec.yaml",
                $"{ConfigFolder.Loads}\n  pps:\n    server_cmd: \"iperf3 -s -p {{port}}\"\n    client_cmd_udp: \"iperf3 -c {{server_ip}} "
                    + $"-u -p {{port}} -t {{duration}}\"\n"
            );
        Assert.That(
            PerfTests.Infrastructure.Matrix.TestMatrix.Build(set.Load()).Select(each => each.Workload.Type),
            Has.Some.EqualTo(TestType.Pps)
        );
        Assert.That(UnusedRules.Of(set.Load()).Single().ToString(), Does.Contain("matches no case of a tool"));
    }

    [Test]
    public void Budgets_of_a_set_without_tools_are_no_mistake()
    {
        using var set = new ConfigFolder().Write("thresholds.yaml", "budgets: [{test_type: pps, overhead_percent: {pps: 5}}]");
        Assert.That(UnusedRules.Of(set.Load()), Is.Empty);
    }

    [Test]
    public void A_session_does_not_start_on_a_set_with_such_a_rule()
    {
        using var set = new ConfigFolder().Write(
            "performance-test-spec.yaml",
            $"{ConfigFolder.Loads}\nmatrix: {{exclude: [{{params: 'latency_2'}}]}}\n"
        );
        Assert.That(
            () => SessionPlan.Load(new SessionOptions { ConfigDir = set.Folder, ResultDir = set.Folder }),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("matches no case")
        );
    }
}
