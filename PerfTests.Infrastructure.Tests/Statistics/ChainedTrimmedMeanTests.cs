using PerfTests.Infrastructure.Statistics;
using PerfTests.Workbench.RuleStudy;

namespace PerfTests.Infrastructure.Tests.Statistics;

[TestFixture]
internal sealed class ChainedTrimmedMeanTests
{
    private const int Trials = 20_000;

    [Test]
    public void A_single_round_has_no_bounds()
    {
        Assert.That(ChainedTrimmedMean.Of([(0.1, 0.3)]).Mean, Is.EqualTo(0.2).Within(1e-12));
        Assert.That(ChainedTrimmedMean.Of([(0.1, 0.3)]).Margin(0.05), Is.Null);
    }

    [Test]
    public void The_margin_is_the_quantile_times_the_corrected_standard_error()
    {
        // 1..10 less two at each end: mean 5.5, Winsorized 3 3 3 4 5 6 7 8 8 8 with squares 42.5; t(0.95, 4) = 2.13185.
        var mean = ChainedTrimmedMean.Of([(1, 6), (2, 7), (3, 8), (4, 9), (5, 10)]);
        Assert.That(mean.Mean, Is.EqualTo(5.5));
        Assert.That(mean.Margin(0.05), Is.EqualTo(2.13185 * Math.Sqrt(42.5 / 9) / 0.6 / Math.Sqrt(10) * Math.Sqrt(19.0 / 9)).Within(1e-4));
    }

    // Five rounds are few: where the arms spread very differently, their bounds err up to 1.6 times as often as they may.
    [TestCase(1, 5, 2.2)]
    [TestCase(1, 21, 2.2)]
    [TestCase(1, 55, 2.2)]
    [TestCase(0.3, 5, 3.4)]
    [TestCase(0.3, 55, 2.4)]
    [TestCase(3, 5, 3.4)]
    [TestCase(3, 55, 2.4)]
    public void A_bound_errs_as_often_as_it_may_whether_the_tool_calms_the_runs_or_stirs_them(
        double toolSpread,
        int rounds,
        double mostPercent
    )
    {
        var noise = new SimulatedNoise("") { Spread = 0.03, ToolSpreadFactor = toolSpread };
        var (random, runs, errors) = (new Random(20241201), new double[(2 * rounds) + 1], 0);
        for (var trial = 0; trial < Trials; trial++)
        {
            noise.Fill(random, runs);
            var mean = ChainedTrimmedMean.Of([
                .. Enumerable.Range(0, rounds).Select(i => (runs[(2 * i) + 1] - runs[2 * i], runs[(2 * i) + 1] - runs[(2 * i) + 2])),
            ]);
            errors += mean.Mean + mean.Margin(0.02) < 0 ? 1 : 0;
        }
        TestContext.Out.WriteLine($"tool x {toolSpread}, {rounds} rounds: {100.0 * errors / Trials:0.00} % of 2 %");
        Assert.That(100.0 * errors / Trials, Is.InRange(0.8, mostPercent));
    }
}
