using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Analysis.Validity;

[TestFixture]
internal sealed class UnsteadyToolTests
{
    [Test]
    public void A_tool_that_works_in_the_first_run_of_a_start_alone_does_not_pass_with_half_its_cost()
    {
        var verdict = Judge(round => new RoundValues([100, 100.3], [118 + (round * 0.1), 100 + (round * 0.05)]), budget: 10);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid), string.Join('\n', verdict.Reasons));
        Assert.That(
            verdict.Reasons[0],
            Does.StartWith("the first run after a start of the tool costs 18").And.Contain("and the budget of 10.0 % lies between them")
        );
    }

    [Test]
    public void A_tool_that_begins_late_does_not_pass_either() =>
        Assert.That(
            Judge(round => new RoundValues([100, 100.3], [100 + (round * 0.05), 118 + (round * 0.1)]), budget: 10).Verdict,
            Is.EqualTo(Verdict.Invalid)
        );

    [Test]
    public void What_costs_too_much_in_both_runs_is_a_fail_and_no_doubt() =>
        Assert.That(
            Judge(round => new RoundValues([100, 100.3], [150 + (round * 0.1), 118]), budget: 10).Verdict,
            Is.EqualTo(Verdict.Fail)
        );

    [Test]
    public void A_start_that_costs_something_within_the_budget_is_no_doubt() =>
        Assert.That(
            Judge(round => new RoundValues([100, 100.3], [107 + (round * 0.1), 100 + (round * 0.05)]), budget: 10).Verdict,
            Is.EqualTo(Verdict.Pass)
        );

    [TestCase(100, 116, 100, 116, Description = "every second run is dearer")]
    [TestCase(100, 104, 108.16, 112.4864, Description = "a drift")]
    public void What_the_place_of_a_run_makes_is_no_doubt(double before, double first, double second, double after) =>
        Assert.That(
            Judge(
                round => new RoundValues([before, after + (((2 * round % 5) - 2) * 0.1)], [first, second + ((round - 3) * 0.1)]),
                budget: 2
            ).Reasons,
            Has.None.Contains("first run after a start")
        );

    private static CaseVerdict Judge(Func<int, RoundValues> values, double budget) =>
        Sample.Judge(
            Sample.Tool(
                [
                    .. Enumerable
                        .Range(1, 5)
                        .Select(i =>
                            Sample.Round(i, "mean_latency", 1, 1, 1) with
                            {
                                Values = new Dictionary<string, RoundValues> { ["mean_latency"] = values(i) },
                            }
                        ),
                ],
                budget
            )
        );
}
