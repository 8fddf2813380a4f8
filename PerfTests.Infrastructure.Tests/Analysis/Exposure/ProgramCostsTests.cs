using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using static PerfTests.Infrastructure.Tests.Analysis.Exposure.CountedCase;

namespace PerfTests.Infrastructure.Tests.Analysis.Exposure;

[TestFixture]
internal sealed class ProgramCostsTests
{
    [Test]
    public void Counting_is_left_out_and_bounds_come_from_both_runs()
    {
        var cost = ProgramCosts.Of(Counted(Program(450, Counting), Program(470, Counting)), TestType.Pps, [])!;
        Assert.Multiple(() =>
        {
            Assert.That((cost.ExposureRuns, cost.IsNetOfCounting), Is.EqualTo((2, true)));
            Assert.That(cost.Shares.Select(share => share.Per), Is.EqualTo(new[] { "packet", "gigabyte" }));
            var packet = cost.Shares[0];
            Assert.That(packet.Nanoseconds, Is.EqualTo(410).Within(1e-9));
            // In traffic, counting may cost twice what it costs in a loop.
            Assert.That((packet.Low, packet.High), Is.EqualTo((350d, 420d)));
            Assert.That(packet.Percent, Is.Null, "no baseline is known");
            Assert.That(ProgramCostSentence.Forecast(cost), Is.EqualTo("at 1 million packets per second its programs take 0.41 of a core"));
        });
    }

    [Test]
    public void One_exposure_run_gives_no_bounds()
    {
        var cost = ProgramCosts.Of(Counted(Program(450, Counting), null), TestType.Throughput, [])!;
        Assert.That((cost.ExposureRuns, cost.Shares[0].Low, cost.Shares[0].High), Is.EqualTo((1, (double?)null, (double?)null)));
        Assert.That(ProgramCostSentence.Reason(cost), Does.StartWith("programs alone, from one exposure run, so without bounds: 400 ms"));
    }

    [Test]
    public void Without_a_calibration_the_figure_stands_uncorrected_and_says_so()
    {
        var cost = ProgramCosts.Of(Counted(Program(450, null), Program(450, null)), TestType.Pps, [])!;
        Assert.That((cost.IsNetOfCounting, cost.Shares[0].Nanoseconds), Is.EqualTo((false, 450d)));
        Assert.That(ProgramCostSentence.Reason(cost), Does.Contain("the kernel's counting included (it could not be calibrated"));
    }

    [Test]
    public void Runs_that_come_without_the_load_too_are_discounted_at_the_higher_rate_in_the_lower_bound()
    {
        var idle = Program(450, Counting, idleRuns: 400_000);
        var packet = ProgramCosts.Of(Counted(idle, idle), TestType.Pps, [])!.Shares[0];
        Assert.That(packet.Nanoseconds, Is.EqualTo(280).Within(1e-9), "a rate between the two");
        Assert.That(packet.Low, Is.EqualTo(210).Within(1e-9));
        Assert.That(packet.High, Is.EqualTo(320).Within(1e-9));
    }

    [Test]
    public void A_program_that_idle_traffic_may_have_run_alone_may_cost_nothing()
    {
        var idle = Program(450, Counting, idleRuns: 1_100_000);
        Assert.That(ProgramCosts.Of(Counted(idle, idle), TestType.Pps, [])!.Shares[0].Low, Is.Zero);
    }

    [Test]
    public void Of_requests_it_is_told_by_round_trip_and_transaction()
    {
        var traffic = Traffic with { PayloadGigabytes = null, Transactions = 500_000 };
        var exposure = Counted(Program(450, Counting), Program(450, Counting)) with { Traffic = traffic, EndTraffic = traffic };
        MetricVerdict[] metrics = [Metric("mean_latency", 20), Metric("cpu_per_transaction", 16_000)];
        var cost = ProgramCosts.Of(exposure, TestType.Latency, metrics)!;
        Assert.Multiple(() =>
        {
            Assert.That(cost.Shares.Select(share => share.Per), Is.EqualTo(new[] { "round trip", "transaction", "packet" }));
            Assert.That(cost.Shares[0].Nanoseconds, Is.EqualTo(800).Within(1e-9));
            Assert.That(cost.Shares[0].Percent, Is.EqualTo(4).Within(1e-9));
            Assert.That(cost.Shares[1].Percent, Is.EqualTo(5).Within(1e-9));
        });
    }

    [Test]
    public void The_noise_of_the_baseline_is_in_the_bounds_of_its_percentage()
    {
        var cost = ProgramCosts.Of(
            Counted(Program(450, Counting), Program(450, Counting)),
            TestType.Pps,
            [Metric("cpu_per_packet", 10_000) with { LowPercent = -20, HighPercent = 20 }]
        )!;
        Assert.That(cost.Shares[0].Percent, Is.EqualTo(4).Within(1e-9));
        Assert.That(cost.Shares[0].LowPercent, Is.EqualTo(100 * 350 / 12_000d).Within(1e-9));
        Assert.That(cost.Shares[0].HighPercent, Is.EqualTo(5).Within(1e-9));
    }

    [Test]
    public void A_load_of_which_no_unit_is_known_has_no_figure() =>
        Assert.That(
            ProgramCosts.Of(
                Counted(Program(450, Counting), null) with
                {
                    Traffic = new ExposedTraffic("eth0", 10, 10, 10),
                },
                TestType.Throughput,
                []
            ),
            Is.Null
        );

    private static MetricVerdict Metric(string name, double baseline) =>
        new()
        {
            Name = name,
            Unit = "",
            Baseline = baseline,
            Ebpf = null,
            OverheadPercent = null,
            LowPercent = null,
            HighPercent = null,
            BudgetPercent = null,
            Verdict = null,
        };
}
