using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using static PerfTests.Infrastructure.Tests.Analysis.Exposure.CountedCase;

namespace PerfTests.Infrastructure.Tests.Analysis.Verdicts;

/// <summary>What the programs alone take can make a Fail of a budget of CPU, and never a Pass.</summary>
[TestFixture]
internal sealed class ProgramBudgetTests
{
    private const double Budget = 10;

    // Rounds that alone leave it open whether the cost is over the budget of 10 %.
    private const double Noise = 10;

    [Test]
    public void Programs_that_are_over_the_budget_by_themselves_fail_where_the_rounds_are_too_noisy()
    {
        var verdict = Sample.Judge(Noisy(Program(400, Counting), Program(410, Counting)));
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Fail));
            Assert.That(verdict.Metrics.Single(metric => metric.Name == "cpu_per_gigabyte").Verdict, Is.EqualTo(Verdict.Fail));
            Assert.That(
                verdict.Reasons[0],
                Does.Match(@"^cpu_per_gigabyte: the tool's programs alone take 2\d\.\d % at least, over its budget of 10 %$")
            );
            Assert.That(verdict.Sentence, Does.Contain("budget 10 %: fail, its programs alone are over it"));
            Assert.That(verdict.Sentence, Does.Contain("; programs alone: 355 ms of each gigabyte (35.5 % of its CPU)"));
        });
    }

    [Test]
    public void Where_the_rounds_show_it_too_they_have_the_word()
    {
        var program = Program(300, Counting);
        var verdict = Sample.Judge(Of(25, Counted(program, program), Budget));
        Assert.That(verdict.Reasons[0], Does.StartWith("cpu_per_gigabyte: the lower bound +2"));
        Assert.That(verdict.Sentence, Does.Contain("budget 10 %: fail; ").And.Not.Contain("its programs alone are over it"));
    }

    [Test]
    public void Programs_within_the_budget_decide_nothing()
    {
        var verdict = Sample.Judge(Noisy(Program(80, Counting), Program(80, Counting)));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(
            verdict.Sentence,
            Does.Match(@"; programs alone: 30\.0 ms of each gigabyte \(3\.00 % of its CPU\); whole cost -\d+\.\d to \d+\.\d %$")
        );
    }

    [Test]
    public void The_lower_of_the_two_exposure_runs_counts() =>
        Assert.That(Sample.Judge(Noisy(Program(400, Counting), Program(120, Counting))).Verdict, Is.EqualTo(Verdict.Inconclusive));

    [Test]
    public void What_counting_may_have_cost_proves_nothing()
    {
        // 100 ns a run is 10 % of the CPU, and twice the counting comes off.
        Assert.That(Sample.Judge(Noisy(Program(200, Counting), Program(200, Counting))).Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(Sample.Judge(Noisy(Program(400, null), Program(400, null))).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void Without_the_second_exposure_run_nothing_fails_by_it() =>
        Assert.That(
            Sample.Judge(Noisy(Program(400, Counting), null) with { CutShort = true }).Metrics.Select(metric => metric.Verdict),
            Has.None.EqualTo(Verdict.Fail)
        );

    [Test]
    public void A_budget_of_latency_alone_is_not_held_against_them()
    {
        var traffic = Traffic with { PayloadGigabytes = null, Transactions = 1000 };
        var program = Program(1000, Counting);
        var evidence = Sample.Tool(Sample.Latencies(80, 130, 95, 140, 100)) with
        {
            Exposure = Counted(program, program) with { Traffic = traffic, EndTraffic = traffic },
        };
        var verdict = Sample.Judge(evidence);
        Assert.That(verdict.ProgramCost!.Of("mean_latency")!.LowPercent, Is.GreaterThan(10));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    private static CaseEvidence Noisy(ExposedProgram start, ExposedProgram? end) => Of(12, Counted(start, end), Budget, spread: Noise);
}
