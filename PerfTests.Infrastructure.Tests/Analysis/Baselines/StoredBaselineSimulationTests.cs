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

    // Runs spread by 0.3 % within a session, and sessions by 1 %.
    [Test]
    public void Sessions_that_differ_as_the_stored_ones_do_are_not_invalid_where_three_of_them_tell_how_much()
    {
        Assert.That(Judge(0.003, 0, 1, 0, sessions: 1, spread: 0.01)(Verdict.Invalid), Is.GreaterThan(40), "from one nobody knows");
        foreach (var sessions in (int[])[3, 5])
        {
            Assert.That(Judge(0.003, 0, 1, 0, sessions, spread: 0.01)(Verdict.Invalid), Is.LessThanOrEqualTo(3));
            Assert.That(Judge(0.003, 0, 1, BudgetPercent, sessions, spread: 0.01)(Verdict.Pass), Is.LessThanOrEqualTo(5));
            Assert.That(Judge(0.003, 0, 1, BudgetPercent, sessions, spread: 0.01)(Verdict.Fail), Is.LessThanOrEqualTo(5));
            Assert.That(Judge(0.003, 0, 1, 8, sessions, spread: 0.01)(Verdict.Pass), Is.LessThanOrEqualTo(0.5));
        }
    }

    [Test]
    public void A_host_that_moved_far_more_than_its_sessions_did_is_invalid() =>
        Assert.That(Judge(0.003, 0, 1.2, 0, sessions: 5, spread: 0.01)(Verdict.Invalid), Is.GreaterThan(95));

    private static Func<Verdict, double> Judge(
        double noise,
        double drift,
        double level,
        double overheadPercent,
        int sessions = 1,
        double spread = 0
    )
    {
        var thresholds = new Thresholds { Baseline = BaselinePolicy.Stored };
        var simulation = new Simulation(seed: 7, noise, drift);
        var verdicts = Enumerable
            .Range(0, Cases)
            .Select(_ => JudgeOne(simulation, thresholds, level, overheadPercent, sessions, spread))
            .CountBy(verdict => verdict)
            .ToDictionary();
        TestContext.Out.WriteLine(
            $"noise {noise:P1}, drift {drift:P1}, {sessions} sessions of {spread:P1}, level {level}, overhead {overheadPercent} %: "
                + string.Join(
                    ", ",
                    verdicts.OrderBy(verdict => verdict.Key).Select(verdict => $"{verdict.Key} {100.0 * verdict.Value / Cases:0.0} %")
                )
        );
        return verdict => 100.0 * verdicts.GetValueOrDefault(verdict) / Cases;
    }

    private static Verdict JudgeOne(
        Simulation simulation,
        Thresholds thresholds,
        double level,
        double overheadPercent,
        int sessions,
        double spread
    )
    {
        var (all, stored) = simulation.AgainstStored(
            "throughput",
            thresholds.Looks,
            10,
            thresholds.StoredBaseline.SentinelRuns,
            1 - (overheadPercent / 100),
            level,
            sessions,
            spread
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
        while (CasePlan.NextLook(evidence, thresholds) is { } look)
            evidence = evidence with
            {
                Rounds = all[..look],
                Stored = stored with { Sentinels = [.. stored.Sentinels.Where(run => run.AfterRounds <= look)] },
            };
        return CaseJudge.Judge(evidence, thresholds, Sample.Time).Verdict;
    }
}
