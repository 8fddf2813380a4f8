using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Analysis.Baselines;

[TestFixture]
internal sealed class KnownNoiseTests
{
    private static readonly Thresholds Thresholds = new();

    private static readonly CaseResult Baseline = Measured(0.05);

    [Test]
    public void A_budget_under_the_floor_is_told_with_floor_place_time_rounds_and_remedy()
    {
        var hidden = KnownNoise
            .Under(Baseline, new Dictionary<string, double> { ["mean_latency"] = 1, ["client_cpu"] = 1 }, Thresholds)
            .Single();
        var floor = SmallestOverhead.Of(Metric.MeanLatency, Sample.Baseline(Baseline.Rounds), Thresholds)!.Value;
        Assert.That(
            (hidden.Metric, hidden.BudgetPercent, hidden.FloorPercent, hidden.Rounds),
            Is.EqualTo(("mean_latency", 1.0, floor, Thresholds.Looks[^1]))
        );
        Assert.That(
            $"{hidden}",
            Is.EqualTo(
                $"the budget of 1 % for mean_latency is under the noise floor of {PercentText.Plain(floor)} % of lab-veth "
                    + $"({Thresholds.Looks[^1]} rounds, measured 2024-12-01 14:30 UTC)"
            )
        );
        Assert.That(
            hidden.Forecast,
            Does.Match("^expect Inconclusive unless the cost is far over it; about [0-9]+ rounds would resolve it .* perftests calibrate")
        );
    }

    [Test]
    public void A_budget_at_or_over_the_floor_is_not()
    {
        var floor = SmallestOverhead.Of(Metric.MeanLatency, Sample.Baseline(Baseline.Rounds), Thresholds)!.Value;
        Assert.That(KnownNoise.Under(Baseline, new Dictionary<string, double> { ["mean_latency"] = floor }, Thresholds), Is.Empty);
        Assert.That(
            KnownNoise.Under(Baseline, new Dictionary<string, double> { ["mean_latency"] = floor - 1e-6 }, Thresholds),
            Has.Count.EqualTo(1)
        );
    }

    [Test]
    public void An_A_A_case_that_proves_nothing_forecasts_nothing() =>
        Assert.That(
            KnownNoise.Under(
                Baseline with
                {
                    Verdict = Baseline.Verdict with { Verdict = Verdict.Invalid },
                },
                new Dictionary<string, double> { ["mean_latency"] = 0.1 },
                Thresholds
            ),
            Is.Empty
        );

    [TestCase(0.5)]
    [TestCase(1)]
    [TestCase(3)]
    public void The_rounds_that_are_told_are_the_fewest_that_show_the_budget(double budget)
    {
        var evidence = Sample.Baseline(Baseline.Rounds);
        var needed = SmallestOverhead.RoundsFor(budget, Metric.MeanLatency, evidence, Thresholds)!.Value;
        Assert.That(Floor(needed), Is.LessThanOrEqualTo(budget));
        Assert.That(Floor(needed - 1), Is.GreaterThan(budget));

        double Floor(int rounds) =>
            NoiseFloor
                .Of(Metric.MeanLatency, Baseline.Rounds, true)!
                .SmallestOverheadPercent(rounds, new LookPlan(Thresholds.Looks, Thresholds.Confidence).AlphaAt(Thresholds.Looks[^1]))!
                .Value;
    }

    [Test]
    public void No_number_of_rounds_is_told_where_none_that_anyone_would_plan_is_enough()
    {
        Assert.That(SmallestOverhead.RoundsFor(0.0001, Metric.MeanLatency, Sample.Baseline(Baseline.Rounds), Thresholds), Is.Null);
        Assert.That(SmallestOverhead.RoundsFor(5, Metric.ClientCpu, Sample.Baseline(Baseline.Rounds), Thresholds), Is.Null);
        Assert.That(BudgetUnderFloor.Needs(null), Does.Contain("no number of rounds resolves it here"));
    }

    [Test]
    public void What_was_known_before_stands_in_the_reasons_and_is_a_forecast_no_longer_when_it_did_not_come_true()
    {
        var hidden = KnownNoise.Under(Baseline, new Dictionary<string, double> { ["mean_latency"] = 1 }, Thresholds);
        var passed = Sample.Judge(
            Sample.Tool(Sample.Latencies([.. Enumerable.Range(0, Thresholds.Looks[0]).Select(i => 100 + (0.01 * (i % 2)))]), budget: 1) with
            {
                BudgetsUnderFloor = hidden,
            }
        );
        var open = Sample.Judge(
            Sample.Tool(
                Sample.Latencies([.. Enumerable.Range(0, Thresholds.Looks[0]).Select(i => i % 2 == 0 ? 90 : 112.0)]),
                budget: 1
            ) with
            {
                BudgetsUnderFloor = hidden,
            }
        );
        Assert.That((passed.Verdict, open.Verdict), Is.EqualTo((Verdict.Pass, Verdict.Inconclusive)));
        Assert.That(passed.Reasons, Has.Member($"known before: {hidden[0]}"));
        Assert.That(open.Reasons, Has.Some.StartsWith($"known before: {hidden[0]}; about ").And.Contain("perftests calibrate"));
    }

    private static CaseResult Measured(double noise)
    {
        var rounds = new Simulation(seed: 9, noise).Rounds("mean_latency", 5, factor: 1);
        return new CaseResult
        {
            Environment = "lab-veth",
            TestType = TestType.Latency,
            Protocol = "tcp",
            Params = "latency_2s",
            Tool = null,
            Rounds = rounds,
            Verdict = Sample.Judge(Sample.Baseline(rounds)),
            Marker = Sample.Marker(Sample.Baseline(rounds)),
        };
    }
}
