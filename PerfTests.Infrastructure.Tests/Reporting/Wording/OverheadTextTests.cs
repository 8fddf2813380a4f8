using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Reporting.Wording;

[TestFixture]
internal sealed class OverheadTextTests
{
    [TestCase(3.14, "+3.1 %")]
    [TestCase(-0.44, "-0.4 %")]
    [TestCase(0.0, "0.0 %")]
    [TestCase(0.04, "+0.04 %")]
    [TestCase(900.4, "+900 %")]
    [TestCase(1e12, "+1e+12 %")]
    [TestCase(double.NaN, "–")]
    [TestCase(null, "–")]
    public void An_overhead_has_a_sign_and_sensible_digits(double? percent, string text) =>
        Assert.That(OverheadText.Percent(percent), Is.EqualTo(text));

    [TestCase(3.14, 2.41, 3.82, "+3.1 % (2.4 to 3.8)")]
    [TestCase(0.02, -0.6, 0.7, "0.0 % (-0.6 to 0.7)")]
    [TestCase(3.14, 2.41, 5.02, "+3.14 % (2.41 to 5.02)")]
    [TestCase(900.0, 851.2, 951.4, "+900 % (851 to 951)")]
    [TestCase(3.14, null, 3.82, "+3.1 %")]
    [TestCase(null, 2.0, 3.0, "–")]
    public void Bounds_follow_the_estimate(double? estimate, double? low, double? high, string text) =>
        Assert.That(
            OverheadText.WithInterval(SampleCases.Judged(Metric.Throughput, 1, 1, estimate, low, high, 5, Verdict.Pass)),
            Is.EqualTo(text)
        );

    [Test]
    public void The_metric_that_is_worst_for_its_budget_stands_for_the_case()
    {
        var reported = new ReportedCase(
            SampleCases.Tool(
                "t",
                "e",
                "latency/tcp/x",
                Verdict.Fail,
                SampleCases.Judged(Metric.MeanLatency, 1, 1, 4, 3, 5, 5, Verdict.Pass),
                SampleCases.Judged(Metric.ClientCpu, 1, 1, 80, 70, 90, null, null),
                SampleCases.Judged(Metric.P99Latency, 1, 1, 12, 11, 13, 10, Verdict.Fail)
            )
        );
        Assert.That(reported.Leading!.Name, Is.EqualTo(Metric.P99Latency.Name));
    }

    [TestCase(90, 100, 100, "throughput", 10)]
    [TestCase(110, 100, 100, "mean_latency", 10)]
    [TestCase(100, 50, 200, "pps", 0)]
    [TestCase(100, 0, 100, "pps", null)]
    [TestCase(1, 1, 1, "loss", null)]
    public void A_round_is_compared_with_the_geometric_mean_of_its_neighbours(
        double middle,
        double before,
        double after,
        string metric,
        double? overhead
    ) =>
        Assert.That(
            RoundOverhead.Percent(new RoundValues([before, after], [middle, middle]), metric),
            overhead is null ? Is.Null : Is.EqualTo(overhead).Within(1e-9)
        );
}
