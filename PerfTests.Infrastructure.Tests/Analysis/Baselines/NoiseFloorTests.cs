using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Tests.Analysis.Baselines;

[TestFixture]
internal sealed class NoiseFloorTests
{
    [Test]
    public void It_is_unknown_under_five_baseline_runs()
    {
        Assert.That(NoiseFloor.Of(Metric.MeanLatency, Sample.Latencies(1, 2), middleIsBaseline: false), Is.Null);
        Assert.That(NoiseFloor.Of(Metric.MeanLatency, Sample.Latencies(1, 2, 3), middleIsBaseline: false), Is.Not.Null);
        Assert.That(NoiseFloor.Of(Metric.MeanLatency, [], middleIsBaseline: true), Is.Null);
    }

    [Test]
    public void The_tool_runs_do_not_enter_it()
    {
        var floor = NoiseFloor.Of(Metric.MeanLatency, Sample.Latencies(300, 500, 150, 900, 10), middleIsBaseline: false);
        Assert.That(floor!.StandardDeviation, Is.Zero);
    }

    [Test]
    public void The_middle_runs_of_a_baseline_case_do()
    {
        var floor = NoiseFloor.Of(Metric.MeanLatency, Sample.Latencies(100, 110, 100), middleIsBaseline: true);
        Assert.That(floor!.StandardDeviation, Is.GreaterThan(0.04));
    }

    [Test]
    public void The_chain_has_the_baselines_of_all_rounds_in_order_of_time()
    {
        RoundRecord[] rounds = [Sample.Round(1, "mean_latency", 1, 2, 3), Sample.Round(2, "mean_latency", 4, 5, 6)];
        Assert.That(BaselineChain.Of("mean_latency", rounds, middleIsBaseline: false), Is.EqualTo(new[] { 1.0, 3, 4, 6 }));
        Assert.That(BaselineChain.Of("mean_latency", rounds, middleIsBaseline: true), Is.EqualTo(new[] { 1.0, 2, 2, 3, 4, 5, 5, 6 }));
    }

    [Test]
    public void What_every_second_run_has_in_common_is_no_noise()
    {
        RoundRecord[] rounds = [.. Enumerable.Range(1, 5).Select(i => Sample.Round(i, "mean_latency", 100, 0, 110))];
        Assert.That(NoiseFloor.Of(Metric.MeanLatency, rounds, middleIsBaseline: false)!.StandardDeviation, Is.Zero.Within(1e-12));
    }

    [Test]
    public void It_estimates_the_spread_of_a_round()
    {
        var floor = NoiseFloor.Of(Metric.Throughput, new Simulation(seed: 11, noise: 0.02).Rounds("throughput", 4000, 0.5), false);
        // A run against the next: 2 σ². The outer fifths drawn in make it 7 % wider for normal noise, as they make the bounds of a verdict.
        Assert.That(floor!.StandardDeviation, Is.EqualTo(0.02 * Math.Sqrt(2) * 1.0695).Within(3).Percent);
        Assert.That(floor.RoundPercent, Is.EqualTo(100 * 0.02 * 1.0695).Within(4).Percent);
    }

    [Test]
    public void One_wild_baseline_run_hardly_moves_it()
    {
        var rounds = new Simulation(seed: 3, noise: 0.02).Rounds("mean_latency", 21, 1);
        var before = NoiseFloor.Of(Metric.MeanLatency, rounds, false)!.StandardDeviation;
        var last = rounds[9].Values["mean_latency"];
        rounds[9] = Sample.Round(10, "mean_latency", last.Baseline[0], last.Middle[0], last.Baseline[1] * 2);
        Assert.That(NoiseFloor.Of(Metric.MeanLatency, rounds, false)!.StandardDeviation, Is.EqualTo(before).Within(40).Percent);
    }

    [Test]
    public void The_smallest_overhead_is_the_margin_of_that_many_rounds_and_shrinks_with_more()
    {
        var floor = new NoiseFloor(WorseDirection.Higher, 0.05);
        var margin = RoundMean.TrimmedMargin(0.05 / Math.Sqrt(2), 5, 0.05)!.Value;
        Assert.That(floor.SmallestOverheadPercent(5, 0.05), Is.EqualTo(100 * (Math.Exp(margin) - 1)).Within(1e-9));
        Assert.That(floor.SmallestOverheadPercent(12, 0.05), Is.LessThan(floor.SmallestOverheadPercent(5, 0.05)));
        Assert.That(floor.SmallestOverheadPercent(1, 0.05), Is.Null);
    }
}
