using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Analysis.Baselines;

/// <summary>Error rates with a stored baseline of ten runs: noise of a run, drift within a session, and a level that moved since.</summary>
[TestFixture]
internal sealed class StoredBaselineSimulationTests
{
    // Enough to see a rate of 8 % where 5 % are allowed, three standard deviations away.
    private const int Cases = 500;
    private const double BudgetPercent = 5;

    [TestCase(0.03, 0.03, 1)]
    [TestCase(0.03, 0.03, 1.03)]
    [TestCase(0.03, 0.03, 0.97)]
    [TestCase(0.03, 0, 1.1)]
    [TestCase(0.003, 0.003, 1)]
    [TestCase(0.003, 0.003, 1.02)]
    [TestCase(0.003, 0.003, 1.1)]
    public void A_tool_at_or_over_its_budget_passes_no_more_often_than_the_error_rate(double noise, double drift, double level)
    {
        Assert.That(Judge(noise, drift, level, BudgetPercent)(Verdict.Pass), Is.LessThanOrEqualTo(5));
        Assert.That(Judge(noise, drift, level, 8)(Verdict.Pass), Is.LessThanOrEqualTo(0.5));
    }

    [Test]
    public void A_tool_at_its_budget_fails_no_more_often_than_the_error_rate()
    {
        foreach (var level in (double[])[0.97, 1, 1.03])
            Assert.That(Judge(0.03, 0.03, level, BudgetPercent)(Verdict.Fail), Is.LessThanOrEqualTo(5));
    }

    [Test]
    public void On_a_quiet_load_a_tool_that_costs_nothing_mostly_passes() =>
        Assert.That(Judge(0.003, 0.003, 1, 0)(Verdict.Pass), Is.GreaterThan(90));

    private static Func<Verdict, double> Judge(double noise, double drift, double level, double overheadPercent)
    {
        var thresholds = new Thresholds { Baseline = BaselinePolicy.Stored };
        var simulation = new Simulation(seed: 7, noise, drift);
        var verdicts = Enumerable
            .Range(0, Cases)
            .Select(_ => JudgeOne(simulation, thresholds, level, overheadPercent))
            .CountBy(verdict => verdict)
            .ToDictionary();
        TestContext.Out.WriteLine(
            $"noise {noise:P1}, drift {drift:P1}, level {level}, overhead {overheadPercent} %: "
                + string.Join(
                    ", ",
                    verdicts.OrderBy(verdict => verdict.Key).Select(verdict => $"{verdict.Key} {100.0 * verdict.Value / Cases:0.0} %")
                )
        );
        return verdict => 100.0 * verdicts.GetValueOrDefault(verdict) / Cases;
    }

    private static Verdict JudgeOne(Simulation simulation, Thresholds thresholds, double level, double overheadPercent)
    {
        var (all, stored) = simulation.AgainstStored(
            "throughput",
            thresholds.Looks,
            10,
            thresholds.StoredBaseline.SentinelRuns,
            1 - (overheadPercent / 100),
            level
        );
        var evidence = new CaseEvidence
        {
            Case = "ebpf/tool/lab/throughput/tcp/single_0_2s",
            TestType = TestType.Throughput,
            IsBaseline = false,
            BudgetPercent = new Dictionary<string, double> { ["throughput"] = BudgetPercent },
            Rounds = [],
            Stored = stored with { Sentinels = [] },
            Exposure = Sample.Exposure,
        };
        while (CaseJudge.NextLook(evidence, thresholds) is { } look)
            evidence = evidence with
            {
                Rounds = all[..look],
                Stored = stored with { Sentinels = [.. stored.Sentinels.Where(run => run.AfterRounds <= look)] },
            };
        return CaseJudge.Judge(evidence, thresholds, Sample.Time).Verdict;
    }
}
