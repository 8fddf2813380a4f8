using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Workbench.Calibration.Control;

namespace PerfTests.Infrastructure.Tests.Workbench.Calibration;

[TestFixture]
internal sealed class ControlTruthTests
{
    [TestCase(2.4, Verdict.Pass, true)]
    [TestCase(2.6, Verdict.Pass, false, TestName = "An estimate more than half a point off is not found")]
    [TestCase(2.0, Verdict.Fail, false, TestName = "A wrong verdict is not found, however near the estimate")]
    [TestCase(null, Verdict.Invalid, false)]
    public void A_loss_is_found_by_estimate_and_verdict(double? estimate, Verdict verdict, bool found) =>
        Assert.That(Shaped(2, estimate, verdict, Verdict.Pass).IsFound, Is.EqualTo(found));

    [Test]
    public void At_the_budget_any_verdict_is_right_but_invalid() =>
        Assert.Multiple(() =>
        {
            Assert.That(Shaped(5, 5.1, Verdict.Fail, null).IsFound);
            Assert.That(Shaped(5, 5.1, Verdict.Inconclusive, null).IsFound);
            Assert.That(Shaped(5, 5.1, Verdict.Invalid, null).IsFound, Is.False);
        });

    [Test]
    public void A_cost_is_expected_from_the_kernel_s_time_of_a_run_and_measured_from_the_baseline()
    {
        var work = Work(1000, 40, 35, 46);
        Assert.Multiple(() =>
        {
            Assert.That(work.ExpectedMicroseconds, Is.EqualTo(2.8).Within(1e-9));
            Assert.That(work.MeasuredMicroseconds, Is.EqualTo(2.8).Within(1e-9));
            Assert.That(work.IsFound);
            Assert.That(Work(1000, 60, 55, 65).IsFound, Is.False);
            Assert.That((work with { NanosecondsPerRun = null }).IsFound, Is.False);
        });
    }

    [Test]
    public void Twice_the_work_must_cost_twice_within_the_bounds() =>
        Assert.Multiple(() =>
        {
            Assert.That(WorkDoubling.Of(Work(1000, 40, 38, 42), Work(2000, 81, 78, 84)).IsFound);
            Assert.That(WorkDoubling.Of(Work(1000, 40, 38, 42), Work(2000, 120, 117, 123)).IsFound, Is.False);
            Assert.That(
                WorkDoubling.Of(Work(1000, 5, -1, 11), Work(2000, 10, 4, 16)).IsFound,
                Is.False,
                "a cost that may be none shows no ratio"
            );
        });

    private static ShapedControl Shaped(double truth, double? estimate, Verdict verdict, Verdict? expected) =>
        new()
        {
            Case = "baseline/lab-system/throughput/tcp/slowed",
            TruthPercent = truth,
            Verdict = verdict,
            ExpectedVerdict = expected,
            Rounds = [],
            Throughput = Metric("throughput", 400e6, estimate, estimate - 0.2, estimate + 0.2),
        };

    private static WorkControl Work(int iterations, double estimate, double low, double high) =>
        new()
        {
            Case = "ebpf/packet_work/lab-system/latency/tcp/latency_1s",
            Iterations = iterations,
            Verdict = Verdict.Fail,
            Reasons = [],
            Latency = Metric("mean_latency", 7, estimate, low, high),
            NanosecondsPerRun = 1.4 * iterations,
            RunsPerTransaction = 2,
        };

    private static MetricVerdict Metric(string name, double baseline, double? estimate, double? low, double? high) =>
        new()
        {
            Name = name,
            Unit = "",
            Baseline = baseline,
            Ebpf = null,
            OverheadPercent = estimate,
            LowPercent = low,
            HighPercent = high,
            BudgetPercent = 5,
            Verdict = null,
        };
}
