using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Workbench.Calibration.Control;

namespace PerfTests.Infrastructure.Tests.Workbench.Calibration;

[TestFixture]
internal sealed class ControlTableTests
{
    [Test]
    public void Each_truth_stands_beside_what_was_measured_and_an_invalid_one_has_its_reason_below() =>
        Assert.That(
            ControlTable
                .Render(
                    new PositiveControl
                    {
                        BudgetPercent = 5,
                        Shaped = [Shaped(0, 0.1, Verdict.Pass), Shaped(10, 12, Verdict.Pass)],
                        Work = [Work(1000, 2.74, Verdict.Fail), Work(20000, null, Verdict.Invalid, "the tool exited\nwith code 1")],
                    }
                )
                .ReplaceLineEndings("\n"),
            Is.EqualTo(
                """
                A link that is slowed down by a known share; TCP throughput, budget 5 %
                  truth  measured                rounds  verdict  found
                  0 %    +0.1 % (-0.1 to 0.3)         0  Pass     yes
                  10 %   +12.0 % (11.8 to 12.2)       0  Pass     NO: Fail was due

                A BPF program of known cost, run for every packet in and out; TCP request and response
                  iterations  one run  runs each  expected  measured                verdict  found
                        1000  1.40 us       2.00   2.80 us  2.74 us (2.54 to 2.94)  Fail     yes
                       20000  1.40 us       2.00   2.80 us  – (– to –)              Invalid  NO
                  20000 iterations: the tool exited with code 1
                  twice the work (1000 to 20000) costs – times as much (– to –): NO

                3 of 5 truths were NOT found
                """
            )
        );

    private static ShapedControl Shaped(double truth, double estimate, Verdict verdict) =>
        new()
        {
            Case = "baseline/lab-system/throughput/tcp/slowed",
            TruthPercent = truth,
            Verdict = verdict,
            ExpectedVerdict = truth > 5 ? Verdict.Fail : Verdict.Pass,
            Rounds = [],
            Throughput = Metric(400e6, estimate, verdict),
        };

    private static WorkControl Work(int iterations, double? microseconds, Verdict verdict, params string[] reasons) =>
        new()
        {
            Case = "ebpf/packet_work/lab-system/latency/tcp/latency_1s",
            Iterations = iterations,
            Verdict = verdict,
            Reasons = reasons,
            Latency = Metric(100, microseconds, verdict),
            NanosecondsPerRun = 1400,
            RunsPerTransaction = 2,
        };

    private static MetricVerdict Metric(double baseline, double? estimate, Verdict verdict) =>
        new()
        {
            Name = "m",
            Unit = "",
            Baseline = baseline,
            Ebpf = null,
            OverheadPercent = estimate,
            LowPercent = estimate - 0.2,
            HighPercent = estimate + 0.2,
            BudgetPercent = 5,
            Verdict = verdict,
        };
}
