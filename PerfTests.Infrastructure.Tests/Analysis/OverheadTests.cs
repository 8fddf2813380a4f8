using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Analysis;

[TestFixture]
internal sealed class OverheadTests
{
    [TestCase(WorseDirection.Lower, 1000, 950, 5)]
    [TestCase(WorseDirection.Lower, 1000, 1100, -10)]
    [TestCase(WorseDirection.Lower, 1000, 250, 75)]
    [TestCase(WorseDirection.Higher, 100, 110, 10)]
    [TestCase(WorseDirection.Higher, 100, 60, -40)]
    [TestCase(WorseDirection.Higher, 100, 315, 215)]
    public void The_percent_follows_the_definitions_of_loss_and_increase(
        WorseDirection worse,
        double baseline,
        double ebpf,
        double expected
    )
    {
        var logRatio = Overhead.LogRatio(worse, Sample.Values(baseline, ebpf, baseline));
        Assert.That(Overhead.Percent(worse, logRatio!.Value), Is.EqualTo(expected).Within(1e-9));
    }

    [Test]
    public void A_steady_drift_cancels()
    {
        // 10 % more with every run, the tool costs nothing.
        var logRatio = Overhead.LogRatio(WorseDirection.Higher, new RoundValues([100, 133.1], [110, 121]));
        Assert.That(logRatio, Is.Zero.Within(1e-12));
    }

    [Test]
    public void What_comes_with_every_second_run_cancels()
    {
        // Every second run takes 7 % more, the tool costs 10 %.
        var logRatio = Overhead.LogRatio(WorseDirection.Higher, new RoundValues([100, 107], [110 * 1.07, 110]));
        Assert.That(Overhead.Percent(WorseDirection.Higher, logRatio!.Value), Is.EqualTo(10).Within(1e-9));
    }

    [Test]
    public void Without_a_baseline_beside_it_a_round_gives_none() =>
        Assert.That(Overhead.LogRatio(WorseDirection.Higher, new RoundValues([], [1])), Is.Null);

    [TestCase(0, 1, 1)]
    [TestCase(1, 0, 1)]
    [TestCase(1, 1, -1)]
    [TestCase(1, double.NaN, 1)]
    [TestCase(double.PositiveInfinity, 1, 1)]
    public void Values_that_form_no_ratio_give_none(double before, double middle, double after) =>
        Assert.That(Overhead.LogRatio(WorseDirection.Higher, Sample.Values(before, middle, after)), Is.Null);

    [Test]
    public void A_metric_that_is_not_compared_gives_no_ratio() =>
        Assert.That(Overhead.LogRatio(WorseDirection.NotCompared, Sample.Values(1, 2, 1)), Is.Null);

    [Test]
    public void A_small_ratio_keeps_its_digits() =>
        Assert.That(Overhead.Percent(WorseDirection.Higher, 1e-12), Is.EqualTo(1e-10).Within(1e-9).Percent);

    [Test]
    public void The_percent_grows_with_the_log_ratio_so_bounds_stay_bounds()
    {
        var ratios = Gen.Choose(-3000, 3000).Select(i => i / 1000.0).Two().ToArbitrary();
        Prop.ForAll(
                ratios,
                pair =>
                    new[] { WorseDirection.Higher, WorseDirection.Lower }.All(worse =>
                        Overhead.Percent(worse, pair.Item1).CompareTo(Overhead.Percent(worse, pair.Item2))
                        == pair.Item1.CompareTo(pair.Item2)
                    )
            )
            .QuickCheckThrowOnFailure();
    }

    [Test]
    public void Worse_is_positive_in_both_directions()
    {
        var values = Gen.Choose(1, 100_000).Select(i => (double)i).Two().ToArbitrary();
        Prop.ForAll(
                values,
                pair =>
                {
                    var round = Sample.Values(pair.Item1, pair.Item2, pair.Item1);
                    var (latency, throughput) = (
                        Overhead.LogRatio(WorseDirection.Higher, round),
                        Overhead.LogRatio(WorseDirection.Lower, round)
                    );
                    return latency == -throughput && Math.Sign(Math.Round(latency!.Value, 12)) == pair.Item2.CompareTo(pair.Item1);
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
