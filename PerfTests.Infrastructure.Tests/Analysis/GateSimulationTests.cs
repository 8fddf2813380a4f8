using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Tests.Analysis;

/// <summary>Error rates of the whole rule, looks included: noise of 3 % a run, drift of 3 %, budget 5 %.</summary>
[TestFixture]
internal sealed class GateSimulationTests
{
    private const int Cases = 2000;
    private const double BudgetPercent = 5;

    [Test]
    public void A_tool_that_costs_nothing_never_fails_and_mostly_passes()
    {
        var share = Judge(overheadPercent: 0);
        Assert.That(share(Verdict.Fail), Is.Zero);
        Assert.That(share(Verdict.Pass), Is.GreaterThan(80));
    }

    [Test]
    public void A_tool_over_its_budget_hardly_ever_passes()
    {
        var share = Judge(overheadPercent: 8);
        Assert.That(share(Verdict.Pass), Is.LessThanOrEqualTo(0.1));
        Assert.That(share(Verdict.Fail), Is.GreaterThan(40));
    }

    [Test]
    public void A_tool_far_over_its_budget_fails()
    {
        var share = Judge(overheadPercent: 15);
        Assert.That(share(Verdict.Pass), Is.Zero);
        Assert.That(share(Verdict.Fail), Is.GreaterThan(99));
    }

    [Test]
    public void At_the_budget_each_error_stays_within_the_error_rate()
    {
        var share = Judge(overheadPercent: BudgetPercent);
        Assert.That(share(Verdict.Pass), Is.LessThanOrEqualTo(5));
        Assert.That(share(Verdict.Fail), Is.LessThanOrEqualTo(5));
    }

    private static Func<Verdict, double> Judge(double overheadPercent)
    {
        var thresholds = new Thresholds();
        var simulation = new Simulation(seed: 42, noise: 0.03, drift: 0.03);
        var verdicts = Enumerable.Range(0, Cases).Select(_ => JudgeOne(simulation, thresholds, overheadPercent))
            .CountBy(verdict => verdict).ToDictionary();
        foreach (var (verdict, count) in verdicts)
            TestContext.Out.WriteLine($"{overheadPercent} %: {verdict} {100.0 * count / Cases:0.00} %");
        return verdict => 100.0 * verdicts.GetValueOrDefault(verdict) / Cases;
    }

    private static Verdict JudgeOne(Simulation simulation, Thresholds thresholds, double overheadPercent)
    {
        var all = simulation.Rounds("throughput", thresholds.Looks[^1], 1 - (overheadPercent / 100));
        var evidence = new CaseEvidence
        {
            Case = "ebpf/tool/lab/throughput/tcp/single_0_2s",
            TestType = TestType.Throughput,
            IsBaseline = false,
            BudgetPercent = new Dictionary<string, double> { ["throughput"] = BudgetPercent },
            Rounds = [],
            Exposure = Sample.Exposure,
        };
        while (CaseJudge.NextLook(evidence, thresholds) is { } look)
            evidence = evidence with { Rounds = all[..look] };
        return CaseJudge.Judge(evidence, thresholds, Sample.Time).Verdict;
    }
}
