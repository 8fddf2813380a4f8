using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Analysis.Verdicts;

/// <summary>Laws of the estimate and its bounds, whatever the runs are.</summary>
[TestFixture]
internal sealed class DecisionRuleTests
{
    private const double Alpha = 0.02;

    // Rounds of tool and baseline runs between half and twice of 100, some of them equal.
    private static readonly Arbitrary<(double Before, double Middle, double After)[]> AnyRounds = Gen.Choose(50, 200)
        .Select(value => (double)value)
        .Three()
        .Select(runs => (runs.Item1, runs.Item2, runs.Item3))
        .ListOf()
        .Where(rounds => rounds.Count >= 3)
        .Select(rounds => rounds.ToArray())
        .ToArbitrary();

    [Test]
    public void The_estimate_lies_between_its_bounds() =>
        Holds(rounds =>
            Estimate("mean_latency", rounds) is { LowPercent: { } low, OverheadPercent: { } overhead, HighPercent: { } high }
            && low <= overhead
            && overhead <= high
        );

    [Test]
    public void Another_unit_changes_nothing() =>
        Holds(rounds =>
            Same(
                Estimate("mean_latency", rounds),
                Estimate("mean_latency", [.. rounds.Select(round => (round.Before * 8e6, round.Middle * 8e6, round.After * 8e6))])
            )
        );

    [Test]
    public void A_rate_is_judged_as_its_reciprocal_is() =>
        Holds(rounds =>
        {
            var (time, rate) = (
                Estimate("mean_latency", rounds),
                Estimate("throughput", [.. rounds.Select(round => (1 / round.Before, 1 / round.Middle, 1 / round.After))])
            );
            return Close(Log(WorseDirection.Higher, time.LowPercent), Log(WorseDirection.Lower, rate.LowPercent))
                && Close(Log(WorseDirection.Higher, time.HighPercent), Log(WorseDirection.Lower, rate.HighPercent));
        });

    [Test]
    public void What_helps_one_tool_would_harm_its_mirror() =>
        Holds(rounds =>
        {
            var (there, back) = (
                Estimate("mean_latency", rounds),
                Estimate("mean_latency", [.. rounds.Select(round => (1 / round.Before, 1 / round.Middle, 1 / round.After))])
            );
            return Close(Log(WorseDirection.Higher, there.HighPercent), -Log(WorseDirection.Higher, back.LowPercent));
        });

    [Test]
    public void Wider_noise_never_narrows_the_bounds() =>
        Holds(rounds =>
        {
            (double, double, double)[] wider =
            [
                .. rounds.Select(round => (Math.Pow(round.Before, 1.5), Math.Pow(round.Middle, 1.5), Math.Pow(round.After, 1.5))),
            ];
            return !(Width(Estimate("mean_latency", wider)) < Width(Estimate("mean_latency", rounds)) - 1e-9);
        });

    [Test]
    public void A_smaller_error_rate_never_narrows_the_bounds() =>
        Holds(rounds => !(Width(Estimate("mean_latency", rounds, Alpha / 10)) < Width(Estimate("mean_latency", rounds))));

    [Test]
    public void A_larger_budget_never_has_a_worse_verdict() =>
        Holds(rounds =>
        {
            var estimate = Estimate("mean_latency", rounds);
            var order = Enumerable
                .Range(0, 300)
                .Select(budget => estimate.Decide(budget))
                .Select(verdict =>
                    verdict switch
                    {
                        Verdict.Fail => 0,
                        Verdict.Inconclusive => 1,
                        _ => 2,
                    }
                )
                .ToList();
            return order.Zip(order.Skip(1)).All(pair => pair.First <= pair.Second);
        });

    [TestCase(3)]
    [TestCase(5)]
    [TestCase(55)]
    public void Runs_without_any_spread_have_bounds_without_any_width(int rounds)
    {
        var estimate = Estimate("throughput", [.. Enumerable.Repeat((100.0, 97.0, 100.0), rounds)]);
        Assert.That((double?[])[estimate.LowPercent, estimate.OverheadPercent, estimate.HighPercent], Is.All.EqualTo(3).Within(1e-9));
    }

    [Test]
    public void One_spoilt_run_of_either_arm_does_not_carry_the_estimate_away()
    {
        var rounds = Enumerable
            .Repeat((100.0, 102.0, 100.0), 8)
            .Select((round, i) => (round.Item1 + (i % 3), round.Item2 + (i % 2), round.Item3 + ((i + 1) % 3)))
            .ToArray();
        var clean = Estimate("mean_latency", rounds).OverheadPercent!.Value;
        (double, double, double)[] tool = [.. rounds];
        tool[3].Item2 *= 1.4;
        (double, double, double)[] baseline = [.. rounds];
        (baseline[3].Item3, baseline[4].Item1) = (140, 140);
        Assert.That(Estimate("mean_latency", tool).OverheadPercent, Is.EqualTo(clean).Within(0.7));
        Assert.That(Estimate("mean_latency", baseline).OverheadPercent, Is.EqualTo(clean).Within(0.7));
    }

    [Test]
    public void A_cost_that_comes_in_some_rounds_only_is_no_pass()
    {
        double[] middles = [101, 101.1, 100.9, 101, 101.2, 150, 101, 100.8];
        var verdict = Sample.Judge(Sample.Tool(Sample.Latencies(middles), budget: 5));
        var metric = verdict.Metrics.Single();
        Assert.That(metric.HighPercent, Is.LessThan(5));
        Assert.That(metric.MeanOverheadPercent, Is.GreaterThan(5));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(
            verdict.Reasons[0],
            Does.Contain("but costs far more in some: the mean of all 8 rounds is +6.").And.EndsWith("%, over its budget of 5 %")
        );
        Assert.That(Sample.Judge(Sample.Tool(Sample.Latencies(middles), budget: 12)).Verdict, Is.EqualTo(Verdict.Pass));
    }

    [Test]
    public void Baselines_that_are_slow_in_some_rounds_only_make_no_fail()
    {
        // Two baselines of fourteen are slow, each beside two rounds.
        double Baseline(int i) => i is 3 or 9 ? 145.5 : 100.1 + (0.1 * (i % 2));
        var evidence = Sample.Tool(
            [
                .. Enumerable
                    .Range(0, 13)
                    .Select(i => Sample.Round(i + 1, "mean_latency", Baseline(i), 107.3 + (0.1 * (i % 3)), Baseline(i + 1))),
            ],
            budget: 5
        );
        var verdict = Sample.Judge(evidence);
        Assert.That(verdict.Metrics.Single().LowPercent, Is.GreaterThan(5));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(verdict.Reasons[0], Does.Contain("baselines were far slower in some"));
    }

    private static void Holds(Func<(double Before, double Middle, double After)[], bool> law) =>
        Prop.ForAll(AnyRounds, law).QuickCheckThrowOnFailure();

    private static MetricEstimate Estimate(string metric, (double Before, double Middle, double After)[] rounds, double alpha = Alpha) =>
        MetricEstimate.Of(
            metric,
            Sample.Tool([.. rounds.Select((round, i) => Sample.Round(i + 1, metric, round.Before, round.Middle, round.After))]),
            alpha
        );

    private static double Log(WorseDirection worse, double? percent) => Overhead.LogRatioOf(worse, percent!.Value);

    // Of three rounds of wild noise not a number: both bounds are beyond what a percentage can say.
    private static double Width(MetricEstimate estimate) =>
        Log(WorseDirection.Higher, estimate.HighPercent) - Log(WorseDirection.Higher, estimate.LowPercent);

    private static bool Same(MetricEstimate one, MetricEstimate other) =>
        Close(one.LowPercent!.Value, other.LowPercent!.Value)
        && Close(one.OverheadPercent!.Value, other.OverheadPercent!.Value)
        && Close(one.HighPercent!.Value, other.HighPercent!.Value);

    // Bounds of three rounds of wild noise are astronomic, and rounding with them.
    private static bool Close(double one, double other) =>
        one == other
        || !double.IsFinite(one)
        || !double.IsFinite(other)
        || Math.Abs(one - other) <= 1e-6 * Math.Max(1, Math.Max(Math.Abs(one), Math.Abs(other)));
}
