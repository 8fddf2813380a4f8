using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Tests.Analysis;
using PerfTests.Workbench.Calibration.Noise;

namespace PerfTests.Infrastructure.Tests.Workbench.Calibration.Noise;

[TestFixture]
internal sealed class NoiseTableTests
{
    [Test]
    public void Each_load_stands_beside_its_bare_loop_and_those_over_the_target_are_named() =>
        Assert.That(
            NoiseTable
                .Render(new NoiseReport { Workloads = [Load("latency/tcp/latency_1s", 3, 2), Load("pps/udp/pps_1s", 0.05, 0.01)] })
                .ReplaceLineEndings("\n"),
            Is.EqualTo(
                """
                  workload                           runs  one run  spread  trimmed  +/- in 60 s   ratio
                  lab/latency/tcp/latency_1s  bare     44  1.005 s  4.00 %   2.00 %       1.00 %
                                              suite    44  1.200 s  6.00 %   3.00 %       1.50 %    1.50
                  lab/pps/udp/pps_1s          bare     44  1.005 s  0.02 %   0.01 %       0.01 %
                                              suite    44  1.200 s  0.10 %   0.05 %       0.03 %  steady

                spread: standard deviation of a run against its neighbours; trimmed: without the outer fifths
                The suite's runs are 1.50 times as noisy as bare ones in the median; targets: each at most 1.3,
                the median at most 1.15: not met by lab/latency/tcp/latency_1s
                """
            )
        );

    [Test]
    public void A_tool_that_was_asked_for_has_its_rounds_below_the_loads()
    {
        var report = new NoiseReport
        {
            Workloads = [Load("latency/tcp/latency_1s", 3, 3)],
            Tools =
            [
                NoisyTool.Of(
                    "ebpf/tracer/lab/latency/tcp/latency_1s",
                    Metric.MeanLatency,
                    Sample.Latencies(101, 102, 103, 102, 101, 102),
                    seconds: 30,
                    alpha: 0.05
                ),
            ],
        };
        Assert.That(report.Tools[0].HalfWidthPercent, Is.EqualTo(0.5).Within(0.3));
        Assert.That(NoiseTable.Render(report), Does.Match(@"tracer/lab/latency/tcp/latency_1s +rounds +6 +5\.000 s +0\.[0-9]{2} %"));
        Assert.That(report.IsMet, Is.True, "a tool has no target of its own");
    }

    [Test]
    public void Targets_are_met_when_every_load_and_the_median_meet_them()
    {
        static NoiseReport Of(params double[] ratios) =>
            new() { Workloads = [.. ratios.Select(ratio => Load("x", 2 * ratio, ratio < 0.1 ? 0.01 : 2))] };
        Assert.Multiple(() =>
        {
            Assert.That(Of(1.3, 1.15, 1).IsMet, Is.True);
            Assert.That(Of(1.31, 1, 1).IsMet, Is.False);
            Assert.That(Of(1.2, 1.2, 1).IsMet, Is.False, "the median");
            Assert.That(Of().IsMet, Is.False, "nothing was found out");
            Assert.That(Of(0.01, 0.02).IsMet, Is.False, "steady loads show nothing");
            Assert.That(Of(1.2, 0.01, 0.01).IsMet, Is.False, "nor do they lower the median");
        });
    }

    [Test]
    public void What_is_not_known_meets_no_target()
    {
        var unknown = Figures(1, 1) with { TrimmedPercent = null };
        var report = new NoiseReport { Workloads = [new NoisyWorkload("baseline/lab/x", "mean_latency", unknown, Figures(1, 1))] };
        Assert.That((report.IsMet, report.MedianRatio), Is.EqualTo((false, (double?)null)));
        Assert.That(NoiseTable.Render(report), Does.Contain("? %").And.Contain("not met by lab/x"));
    }

    private static NoisyWorkload Load(string name, double suite, double bare) =>
        new($"baseline/lab/{name}", "mean_latency", Figures(bare, 1.005), Figures(suite, 1.2));

    private static NoiseFigures Figures(double trimmed, double seconds) =>
        new()
        {
            Runs = 44,
            SecondsPerRun = seconds,
            SpreadPercent = 2 * trimmed,
            TrimmedPercent = trimmed,
            HalfWidthPercent = trimmed / 2,
        };
}
