using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Tests.Analysis.Baselines;

/// <summary>Five quiet tool runs 3 % over a stored baseline of 100 us, budget 10 %, and every way in which that must not pass.</summary>
[TestFixture]
internal sealed class StoredBaselineTests
{
    private static readonly double[] Tool = [103, 102.9, 103.1, 103, 103.05];
    private static readonly double[] Steady = [100, 100.1, 99.9, 100.05, 99.95, 100];
    private static readonly Thresholds Thresholds = new() { Baseline = BaselinePolicy.Stored };

    private static IEnumerable<TestCaseData> WhatMustNotPass()
    {
        static TestCaseData Case(string name, Func<StoredBaseline, StoredBaseline> change, string reason) =>
            new TestCaseData(change, reason).SetArgDisplayNames(name);
        yield return Case("no sentinel", stored => stored with { Sentinels = [] }, "0 sentinel runs, 3 needed");
        yield return Case(
            "one sentinel less",
            stored => stored with { Sentinels = [stored.Sentinels[0], stored.Sentinels[2]] },
            "2 sentinel runs, 3 needed"
        );
        yield return Case(
            "no sentinel after the tool",
            stored => stored with { Sentinels = [.. stored.Sentinels.Select(run => run with { AfterRounds = 0 })] },
            "to after the last"
        );
        yield return Case(
            "no sentinel before the tool",
            stored => stored with { Sentinels = [.. stored.Sentinels.Select(run => run with { AfterRounds = 5 })] },
            "from before the first"
        );
        yield return Case(
            "one sentinel three times",
            stored => stored with { Sentinels = [.. stored.Sentinels.Select(run => run with { Folder = "same" })] },
            "sentinel runs, 3 needed"
        );
        yield return Case(
            "a sentinel that is a stored run",
            stored => stored with { Sentinels = [.. stored.Sentinels.Select((run, i) => run with { Folder = stored.Runs[i].Folder })] },
            "proves nothing"
        );
        yield return Case("the host became 10 % slower", stored => stored with { Sentinels = Drifted(stored, 1.1) }, "differ by +10.0 %");
        yield return Case("the host became 10 % faster", stored => stored with { Sentinels = Drifted(stored, 0.9) }, "differ by -10.0 %");
        yield return Case(
            "stored runs edited upwards",
            stored =>
                stored with
                {
                    Runs = [.. stored.Runs.Select(run => run with { Metrics = Value(run.Metrics["mean_latency"] * 1.2) })],
                },
            "the host is not what it was"
        );
        yield return Case(
            "too few stored runs",
            stored => stored with { Runs = [.. stored.Runs.Take(4)] },
            "4 stored baseline runs, 5 needed"
        );
        yield return Case(
            "one stored run many times",
            stored => stored with { Runs = [.. Enumerable.Repeat(stored.Runs[0], 9)] },
            "1 stored baseline runs, 5 needed"
        );
        yield return Case(
            "an old run among them",
            stored =>
                stored with
                {
                    Runs = [.. stored.Runs, stored.Runs[0] with { Folder = "old", StartTime = Sample.Time.AddHours(-25) }],
                },
            "old is older than 24 h"
        );
        yield return Case(
            "a stored run without the metric",
            stored => stored with { Runs = [.. stored.Runs, new StoredRun("empty", Sample.Time, new Dictionary<string, double>())] },
            "in the baseline run empty"
        );
        yield return Case(
            "a stored run of zero",
            stored => stored with { Runs = [.. stored.Runs, new StoredRun("zero", Sample.Time, Value(0))] },
            "in the baseline run zero"
        );
        yield return Case("nothing stored", stored => new StoredBaseline { Runs = [] }, "0 stored baseline runs, 5 needed");
    }

    [Test]
    public void A_quiet_host_that_is_what_it_was_passes_and_the_verdict_says_what_it_rests_on()
    {
        var verdict = Sample.Judge(Evidence(Stored()), Thresholds);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons));
        Assert.That(VerdictSentence.Of(verdict), Does.EndWith("pass; stored baseline of 2024-12-01, 6 runs"));
        Assert.That(
            verdict.Reasons,
            Has.Some.StartWith(
                "stored baseline of 2024-12-01 12:30 to 2024-12-01 12:30 UTC, 6 runs; drift by 3 sentinel runs: mean_latency"
            )
        );
        Assert.That(verdict.Metrics.Single().OverheadPercent, Is.EqualTo(3.01).Within(0.02));
    }

    [Test]
    public void The_smallest_overhead_that_it_could_show_is_told_as_everywhere_with_the_drift_in_it()
    {
        var same = Sample.Judge(Evidence(Stored()), Thresholds).Metrics.Single();
        var drifted = Sample.Judge(Evidence(Stored() with { Sentinels = Drifted(Stored(), 1.001) }), Thresholds).Metrics.Single();
        Assert.That(same.NoiseFloorPercent, Is.EqualTo(same.OverheadPercent - same.LowPercent).Within(0.02));
        Assert.That(drifted.NoiseFloorPercent, Is.GreaterThan(same.NoiseFloorPercent!.Value));
    }

    [Test]
    public void A_tool_over_its_budget_fails()
    {
        var evidence = Evidence(Stored()) with { BudgetPercent = new Dictionary<string, double> { ["mean_latency"] = 1 } };
        Assert.That(Sample.Judge(evidence, Thresholds).Verdict, Is.EqualTo(Verdict.Fail));
    }

    [TestCaseSource(nameof(WhatMustNotPass))]
    public void What_the_stored_baseline_does_not_carry_never_passes(Func<StoredBaseline, StoredBaseline> change, string reason)
    {
        var verdict = Sample.Judge(Evidence(change(Stored())), Thresholds);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid), string.Join('\n', verdict.Reasons));
        Assert.That(string.Join('\n', verdict.Reasons), Does.Contain(reason));
    }

    [Test]
    public void Rounds_whose_stored_baseline_was_lost_are_invalid() =>
        Assert.That(Sample.Judge(Evidence(Stored()) with { Stored = null }, Thresholds).Verdict, Is.EqualTo(Verdict.Invalid));

    [Test]
    public void A_drift_that_still_agrees_widens_the_interval_and_never_narrows_it()
    {
        var same = Sample.Judge(Evidence(Stored()), Thresholds).Metrics.Single();
        var slower = Sample.Judge(Evidence(Stored() with { Sentinels = Drifted(Stored(), 1.005) }), Thresholds).Metrics.Single();
        var faster = Sample.Judge(Evidence(Stored() with { Sentinels = Drifted(Stored(), 0.995) }), Thresholds).Metrics.Single();
        Assert.Multiple(() =>
        {
            Assert.That((slower.OverheadPercent, faster.OverheadPercent), Is.EqualTo((same.OverheadPercent, same.OverheadPercent)));
            Assert.That(slower.LowPercent, Is.LessThan(same.LowPercent!.Value - 0.3));
            Assert.That(faster.HighPercent, Is.GreaterThan(same.HighPercent!.Value + 0.3));
            Assert.That(slower.HighPercent, Is.GreaterThan(same.OverheadPercent!.Value));
        });
    }

    [Test]
    public void It_is_wider_than_the_interval_of_interleaved_rounds_with_the_same_numbers()
    {
        var interleaved = Sample.Judge(Sample.Tool(Sample.Latencies(Tool))).Metrics.Single();
        var stored = Sample.Judge(Evidence(Stored()), Thresholds).Metrics.Single();
        Assert.That(stored.HighPercent - stored.LowPercent, Is.GreaterThan(interleaved.HighPercent!.Value - interleaved.LowPercent!.Value));
    }

    [Test]
    public void Sentinels_come_before_the_first_tool_run_among_them_and_at_every_look() =>
        Assert.That(SentinelPlan.Positions(new LookPlan([5, 8, 12], 0.95), 3), Is.EqualTo(new[] { 0, 2, 5, 8, 12 }));

    [Test]
    public void Welch_gives_the_figures_of_a_worked_example()
    {
        // Means 20.82 and 22.98, variances 7.7673 and 14.7143 over 15 each: t = -1.764, 25.6 degrees of freedom.
        double[] a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4];
        double[] b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4];
        var welch = WelchDifference.Of(a, b);
        Assert.That(welch.Difference, Is.EqualTo(b.Average() - a.Average()).Within(1e-12));
        Assert.That(welch.Difference / welch.StandardError, Is.EqualTo(2.46).Within(0.01));
        Assert.That(welch.DegreesOfFreedom, Is.EqualTo(25.0).Within(0.1));
    }

    private static StoredBaseline Stored() =>
        new()
        {
            Runs = [.. Steady.Select((value, i) => new StoredRun($"stored/run_{i}", Sample.Time.AddHours(-2), Value(value)))],
            Sentinels =
            [
                .. new[] { 0, 2, 5 }.Select((after, i) => new SentinelRun(after, $"sentinel/run_{i}", Sample.Time, Value(Steady[i]))),
            ],
        };

    private static IReadOnlyList<SentinelRun> Drifted(StoredBaseline stored, double factor) =>
        [.. stored.Sentinels.Select(run => run with { Metrics = Value(run.Metrics["mean_latency"] * factor) })];

    private static Dictionary<string, double> Value(double value) => new() { ["mean_latency"] = value };

    private static CaseEvidence Evidence(StoredBaseline stored) =>
        Sample.Tool([.. Tool.Select((value, i) => Sample.Alone(i + 1, "mean_latency", value))]) with
        {
            Stored = stored,
        };
}
