using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Matrix;

[TestFixture]
internal sealed class OverriddenBudgetsTests
{
    private const string Tools =
        "ebpf_tools: {t: {path: t.bt, test_scope: {test_types: [latency]}}, other: {path: t.bt, test_scope: {test_types: [latency]}}}";

    [TestCase("{tool: t, overhead_percent: {mean_latency: 1}}", "{overhead_percent: {mean_latency: 60}}", true)]
    [TestCase("{tool: t, overhead_percent: {mean_latency: 1}}", "{tool: '*', overhead_percent: {mean_latency: 60}}", true)]
    [TestCase("{overhead_percent: {mean_latency: 1}}", "{overhead_percent: {mean_latency: 60}}", true, Description = "said twice")]
    [TestCase(
        "{test_type: latency, overhead_percent: {client_cpu: 5}}",
        "{overhead_percent: {client_cpu: 50}}",
        false,
        Description = "a rule without a type does not hold latency cases to it"
    )]
    [TestCase(
        "{overhead_percent: {mean_latency: 60}}",
        "{environment: net, test_type: latency, overhead_percent: {mean_latency: 1}}",
        false,
        Description = "all cases that there are, but not all that there may be"
    )]
    [TestCase("{tool: 't*', overhead_percent: {mean_latency: 1}}", "{tool: t, overhead_percent: {mean_latency: 60}}", false)]
    [TestCase("{tool: t, overhead_percent: {mean_latency: 1}}", "{tool: 't*', overhead_percent: {mean_latency: 60}}", true)]
    [TestCase("{overhead_percent: {mean_latency: 60}}", "{tool: t, overhead_percent: {mean_latency: 1}}", false)]
    [TestCase("{tool: t, overhead_percent: {mean_latency: 1}}", "{overhead_percent: {p99_latency: 60}}", false)]
    [TestCase("{tool: t, overhead_percent: {mean_latency: 1}}", "{tool: other, overhead_percent: {mean_latency: 60}}", false)]
    [TestCase("{tool: t, overhead_percent: {mean_latency: 1}}", "{test_type: throughput, overhead_percent: {throughput: 60}}", false)]
    public void A_budget_that_a_later_rule_takes_the_place_of_everywhere_is_told_with_both_lines(string first, string second, bool isLost)
    {
        using var set = new ConfigFolder()
            .Write("ebpf-tools-spec.yaml", Tools)
            .Write("thresholds.yaml", $"budgets:\n  - {first}\n  - {second}\n");
        var errors = OverriddenBudgets.Of(set.Load());
        if (isLost)
            Assert.That(
                errors.Single().ToString(),
                Does.StartWith($"{set.File("thresholds.yaml")}:2: this budget for mean_latency never applies: the rule at line 3 ")
            );
        else
            Assert.That(errors, Is.Empty);
    }
}
