using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Analysis;

/// <summary>Percentiles are told in whole microseconds, so the truth may be a step away from what every run says.</summary>
[TestFixture]
internal sealed class ReportedStepTests
{
    [TestCase("p99_latency", new[] { 20.0, 20 }, 1 / 20.0)]
    [TestCase("p50_latency", new[] { 20.0, 25 }, 1 / 20.0, Description = "the smallest value has the coarsest step")]
    [TestCase("p90_latency", new[] { 950.0, 1100 }, 100 / 1100.0, Description = "two digits")]
    [TestCase("p90_latency", new[] { 109.0, 110 }, 1 / 109.0, Description = "three digits")]
    [TestCase("max_latency", new[] { 7999.0, 3457 }, 0, Description = "finer than any noise")]
    [TestCase("min_latency", new[] { 13.2, 13 }, 0, Description = "not whole")]
    [TestCase("min_latency", new[] { 3.0, 3 }, 1 / 3.0)]
    [TestCase("mean_latency", new[] { 20.0, 20 }, 1 / 20.0, Description = "ping -q")]
    [TestCase("mean_latency", new[] { 20.0, 20.25 }, 0, Description = "a mean of many")]
    [TestCase("throughput", new[] { 20.0, 20 }, 0)]
    [TestCase("p99_latency", new double[0], 0)]
    [TestCase("p99_latency", new[] { 0, double.NaN, double.PositiveInfinity }, 0)]
    public void The_step_follows_from_the_digits_of_the_values(string metric, double[] values, double relative) =>
        Assert.That(ReportedStep.LogRatio(Metric.Find(metric)!, values), Is.EqualTo(Math.Log(1 + relative)).Within(1e-12));

    // 20.1 us before and 20.95 with the tool: 4 % that no run shows.
    [Test]
    public void Equal_percentiles_are_no_proof_that_a_tool_costs_less_than_a_step()
    {
        var evidence = Percentiles(20, budget: 4);
        var verdict = Sample.Judge(evidence);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That((verdict.Metrics[0].LowPercent, verdict.Metrics[0].HighPercent!.Value), Is.EqualTo((-4.76, 5)).Within(0.01));
        Assert.That(verdict.Metrics[0].StepPercent, Is.EqualTo(5).Within(1e-9));
        Assert.That(
            verdict.Sentence,
            Is.EqualTo(
                "costs between nothing and 5.0 % of TCP 99th percentile latency (-4.8 to 5.0), budget 4 %: inconclusive after 5 rounds; "
                    + "its values come in steps of 5.0 %, which more rounds do not make finer"
            )
        );
        Assert.That(CasePlan.NextLook(evidence, new Thresholds()), Is.EqualTo(8));
        Assert.That(Sample.Judge(Percentiles(20, budget: 5.1)).Verdict, Is.EqualTo(Verdict.Pass));
    }

    // 20.95 us before and 21.05 with the tool: half a percent, told as 5.
    [Test]
    public void A_single_step_is_no_proof_of_a_cost()
    {
        Assert.That(Sample.Judge(Percentiles(21, budget: 1)).Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(Sample.Judge(Percentiles(23, budget: 1)).Verdict, Is.EqualTo(Verdict.Fail));
    }

    [Test]
    public void The_noise_floor_is_a_step_at_least()
    {
        Assert.That(Sample.Judge(Percentiles(20, budget: 4)).Metrics[0].NoiseFloorPercent, Is.EqualTo(5).Within(0.01));
        Assert.That(
            SmallestOverhead.RoundsFor(4, Metric.P99Latency, Percentiles(20, budget: 4), new Thresholds()),
            Is.Null,
            "no number of rounds makes the steps finer"
        );
    }

    [Test]
    public void Beside_a_stored_baseline_the_steps_are_the_same()
    {
        var runs = Enumerable.Range(0, 10).Select(i => new StoredRun($"baseline/stored_{i}", Sample.Time, Metrics(20))).ToList();
        var stored = new StoredBaseline
        {
            Runs = runs,
            Sentinels = [.. Enumerable.Range(0, 3).Select(i => new SentinelRun(i, $"baseline/run_{i}", Sample.Time, Metrics(20)))],
        };
        var evidence = Percentiles(20, budget: 4) with
        {
            Stored = stored,
            Rounds = [.. Enumerable.Range(1, 5).Select(i => Sample.Alone(i, "p99_latency", 20))],
        };
        var estimate = MetricEstimate.Of("p99_latency", evidence, 0.01);
        Assert.That((estimate.LowPercent, estimate.HighPercent!.Value), Is.EqualTo((-4.76, 5)).Within(0.01));

        static Dictionary<string, double> Metrics(double value) => new() { ["p99_latency"] = value };
    }

    private static CaseEvidence Percentiles(double middle, double budget) =>
        Sample.Tool(Sample.Percentiles(middle, middle, middle, middle, middle)) with
        {
            BudgetPercent = new Dictionary<string, double> { ["p99_latency"] = budget },
        };
}
