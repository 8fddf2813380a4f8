using PerfTests.Infrastructure.Analysis.Recommendations;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis.Recommendations;

[TestFixture]
internal sealed class RecommendationRuleTests
{
    private TemporaryTree _tree = null!;

    [SetUp]
    public void SetUp() => _tree = new TemporaryTree();

    [TearDown]
    public void TearDown() => _tree.Dispose();

    [Test]
    public async Task A_tool_over_budget_comes_first_with_estimate_bounds_and_budget()
    {
        await _tree.AddAsync("quiet", [101, 102, 101, 103, 102]);
        var loud = await _tree.AddAsync("loud", [150, 151, 150, 152, 151]);
        var first = (await ApplyAsync())[0];
        Assert.Multiple(() =>
        {
            Assert.That((first.Rule, first.Severity), Is.EqualTo(("over-budget", Severity.Blocker)));
            Assert.That(first.Cases, Is.EqualTo(new[] { loud.Verdict.Case }));
            Assert.That(
                first.Figures.Select(figure => figure.Value),
                Is.EqualTo(
                    new[]
                    {
                        loud.Verdict.Metrics[0].OverheadPercent,
                        loud.Verdict.Metrics[0].LowPercent,
                        loud.Verdict.Metrics[0].HighPercent,
                        10,
                    }
                )
            );
        });
    }

    [Test]
    public async Task A_tool_within_budget_may_go_and_what_was_not_tested_is_named()
    {
        await _tree.AddAsync("quiet", [101, 102, 101, 103, 102]);
        Assert.That(
            (await OneAsync("within-budget")).Sentence,
            Does.Contain("Deploy it within these tested limits").And.Contain("any pps/udp on lab-veth")
        );
    }

    [Test]
    public async Task An_undecided_case_is_told_how_many_rounds_would_decide_it()
    {
        var open = await _tree.AddAsync("unclear", [90, 120, 95, 125, 100, 110, 92, 118, 99, 121, 94, 108], budget: 10);
        Assert.That(open.Verdict.Verdict, Is.EqualTo(Verdict.Inconclusive));
        var found = await OneAsync("undecided");
        var needed = found.Figures.Single(figure => figure.Name == "rounds needed, about").Value;
        Assert.That(needed, Is.GreaterThan(12));
        Assert.That(found.Sentence, Does.Contain($"about {needed - 12:0} more rounds").Or.Contain("lies at the budget"));
    }

    [Test]
    public async Task Idle_and_dominating_programs_are_named()
    {
        await _tree.AddAsync(
            "parts",
            [101, 102, 101, 103, 102],
            exposure: Sample.Exposure with
            {
                Programs =
                [
                    new ExposedProgram(1, "on_receive", "tracepoint", 1000, 900_000) { Role = "server" },
                    new ExposedProgram(2, "on_send", "tracepoint", 100, 1_000) { Role = "server" },
                    new ExposedProgram(3, "on_drop", "kprobe", 0, 0) { Role = "server" },
                ],
            }
        );
        Assert.That((await OneAsync("program-never-ran")).Sentence, Does.Contain("on_drop (kprobe)"));
        Assert.That(
            (await OneAsync("one-program-dominates")).Sentence,
            Does.Contain("on_receive (tracepoint) takes 100 %").And.Contain("900 ns a run")
        );
    }

    [Test]
    public async Task A_governor_that_follows_the_load_is_named_with_its_host()
    {
        var result = await _tree.AddAsync("quiet", [101, 102, 101, 103, 102]);
        _tree.Write(
            $"{result.Rounds[^1].Baseline[^1]}/fingerprint.json",
            """{"hosts": {"server": {"host_id": "alpha", "governor": "powersave"}}, "workload": {}}"""
        );
        Assert.That((await OneAsync("governor")).Sentence, Does.Contain("alpha is powersave"));
    }

    [Test]
    public async Task Runs_without_resource_figures_are_counted() =>
        Assert.That((await OneWithCaseAsync("not-monitored")).Sentence, Does.StartWith("20 of 20 runs have no figures"));

    [Test]
    public void Every_rule_has_a_name_of_its_own_and_says_when_it_applies()
    {
        Assert.That(RecommendationRule.All.Select(rule => rule.Name), Is.Unique);
        Assert.That(RecommendationRule.All.Select(rule => rule.Condition), Has.All.Not.Empty);
    }

    private async Task<Recommendation> OneWithCaseAsync(string rule)
    {
        await _tree.AddAsync("quiet", [101, 102, 101, 103, 102]);
        return await OneAsync(rule);
    }

    private async Task<Recommendation> OneAsync(string rule) => (await ApplyAsync()).Single(found => found.Rule == rule);

    private async Task<IReadOnlyList<Recommendation>> ApplyAsync() =>
        RecommendationRule.Apply(await ResultReading.ReadAsync(_tree.Store, default));
}
