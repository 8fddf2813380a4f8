using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis.Summaries;

[TestFixture]
internal sealed class RunSummaryTests
{
    [Test]
    public void Only_successful_measurements_enter_the_figures()
    {
        var good = TemporaryTree.Run(50);
        var failed = good with { Execution = good.Execution with { Status = RunStatus.Failed } };
        var exposure = good with { Execution = good.Execution with { Purpose = RunPurpose.Exposure } };
        var later = TemporaryTree.Run(200, start: TemporaryTree.Start.AddMinutes(1));
        var summary = RunSummary.Of(TemporaryTree.BaselineCase, [good, failed, exposure, later]);
        Assert.That((summary.Runs, summary.FailedRuns, summary.ExposureRuns, summary.Arm), Is.EqualTo((2, 1, 1, "baseline")));
        Assert.That((summary.From, summary.To), Is.EqualTo((TemporaryTree.Start, TemporaryTree.Start.AddSeconds(63))));
        var latency = summary.Metrics.Single();
        Assert.That(
            (latency.Name, latency.Unit, latency.Count, latency.Mean, latency.Min, latency.Max),
            Is.EqualTo(("mean_latency", "us", 2, 125.0, 50.0, 200.0))
        );
        Assert.That(latency.GeometricMean, Is.EqualTo(100).Within(1e-9));
        Assert.That(latency.StandardDeviation, Is.EqualTo(150 / Math.Sqrt(2)).Within(1e-9));
    }

    [Test]
    public void A_single_run_has_no_spread_and_a_zero_no_geometric_mean()
    {
        var metric = RunSummary.Of(TemporaryTree.BaselineCase, [TemporaryTree.Run(0)]).Metrics.Single();
        Assert.That((metric.StandardDeviation, metric.GeometricMean), Is.EqualTo(((double?)null, (double?)null)));
    }

    [Test]
    public void No_run_gives_an_empty_summary()
    {
        var summary = RunSummary.Of(TemporaryTree.BaselineCase, []);
        Assert.That((summary.Runs, summary.From, summary.Metrics.Count), Is.EqualTo((0, (DateTimeOffset?)null, 0)));
    }
}
