using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Analysis.Baselines;

/// <summary>An order of runs that makes the middle one cheaper or dearer biases every overhead beside it.</summary>
[TestFixture]
internal sealed class BaselineBiasTests
{
    private static readonly string[] Judged = ["mean_latency", "client_cpu"];

    private static readonly CaseEvidence Evidence = Sample.Baseline([.. Enumerable.Range(1, 5).Select(Biased)]) with
    {
        DependentBudgets = [new CaseBudget(Sample.ToolCase, "mean_latency", 10), new CaseBudget(Sample.ToolCase, "client_cpu", 10)],
    };

    [Test]
    public void Every_metric_with_a_budget_is_looked_at_and_those_without_one_are_not()
    {
        var reasons = Sample
            .Judge(Evidence)
            .Reasons.Where(reason => reason.Contains("differs between equal baselines", StringComparison.Ordinal));
        Assert.That(reasons.Single(), Does.StartWith("client_cpu differs between equal baselines, by +"));
    }

    [Test]
    public void The_verdict_of_a_tool_beside_it_repeats_it()
    {
        var biases = BaselineBias.Of(Sample.Judge(Evidence), Judged);
        Assert.That(biases.Select(bias => bias.Metric), Is.EqualTo(new[] { "client_cpu" }));
        var verdict = Sample.Judge(Sample.Tool(Sample.Latencies(100, 100, 100, 100, 100)) with { BaselineBiases = biases });
        Assert.That(
            verdict.Reasons,
            Has.Some.Match(
                @"^known before: equal baselines differed in client_cpu here, by \+[0-9.]+ % to \+[0-9.]+ % \(measured 2024-12-01"
            )
        );
    }

    [Test]
    public void A_case_that_proves_nothing_tells_of_no_bias() =>
        Assert.That(BaselineBias.Of(Sample.Judge(Evidence) with { Verdict = Verdict.Invalid }, Judged), Is.Empty);

    /// <summary>Latency is alike in all runs, CPU is 4 % higher in the middle.</summary>
    private static RoundRecord Biased(int number)
    {
        var cpu = Sample.Values(50, 52 + (0.01 * number), 50);
        var latency = Sample.Values(100, 100 + (0.1 * (number % 2)), 100);
        return Sample.Round(number, "mean_latency", 100, 100, 100) with
        {
            Values = new Dictionary<string, RoundValues>
            {
                ["mean_latency"] = latency,
                ["client_cpu"] = cpu,
                ["server_cpu"] = cpu,
            },
        };
    }
}
