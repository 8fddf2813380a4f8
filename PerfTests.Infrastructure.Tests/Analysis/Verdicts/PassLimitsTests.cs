using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Analysis.Verdicts;

[TestFixture]
internal sealed class PassLimitsTests
{
    private static double[] Near(double value, int rounds) => [.. Enumerable.Range(0, rounds).Select(i => value + (0.01 * (i % 3)))];

    [TestCase(5, "a cost that comes in fewer than one of 3 runs, or in fewer than one of 2 starts of the tool")]
    [TestCase(8, "a cost that comes in fewer than one of 5 runs, or in fewer than one of 3 starts of the tool")]
    [TestCase(13, "a cost that comes in fewer than one of 9 runs, or in fewer than one of 4 starts of the tool")]
    public void A_pass_says_how_seldom_a_cost_it_cannot_see(int rounds, string told)
    {
        var verdict = Sample.Judge(Sample.Tool(Sample.Latencies(Near(101, rounds)), budget: 10));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(verdict.Reasons, Has.Some.EqualTo($"not excluded by {rounds} rounds: {told}"));
    }

    [Test]
    public void What_did_not_pass_excludes_nothing_and_says_nothing_of_it() =>
        Assert.That(
            Sample.Judge(Sample.Tool(Sample.Latencies(Near(120, 5)), budget: 10)).Reasons,
            Has.None.Contains("not excluded").And.None.Contains("tail")
        );

    [Test]
    public void A_tool_that_makes_the_network_a_quarter_faster_is_suspicious()
    {
        var verdict = Sample.Judge(Sample.Tool(Sample.Latencies(Near(75, 5)), budget: 10));
        Assert.That(verdict.Reasons, Has.Some.StartsWith("mean_latency is better with the tool by 25").And.Some.Contains("suspicious"));
        Assert.That(verdict.Sentence, Does.EndWith("; suspicious: better with the tool than without"));
    }

    [Test]
    public void A_tail_without_a_budget_stands_beside_a_pass_of_the_mean()
    {
        var rounds = Sample
            .Tool(Sample.Latencies(Near(101, 5)))
            .Rounds.Select(round =>
                round with
                {
                    Values = new Dictionary<string, RoundValues>(round.Values)
                    {
                        [Metric.P99Latency.Name] = Sample.Values(200.5, 301.5 + round.Number, 200.5),
                    },
                }
            )
            .ToList();
        Assert.That(
            Sample.Judge(Sample.Tool(rounds, budget: 10)).Reasons,
            Has.Some.StartsWith("the tail has no budget: p99_latency +5").And.Some.EndsWith(", more than mean_latency may")
        );
    }
}
