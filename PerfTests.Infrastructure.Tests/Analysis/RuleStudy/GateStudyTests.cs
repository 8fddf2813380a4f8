using PerfTests.Infrastructure.Analysis.RuleStudy;
using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Tests.Analysis.RuleStudy;

/// <summary>Error rates of the whole rule as it ships: defaults, looks and judge. A change that breaks a target shows here.</summary>
[TestFixture]
internal sealed class GateStudyTests
{
    private const int Gates = 10_000;

    [TestCase("0.01 % noise")]
    [TestCase("3 % noise, drift")]
    [TestCase("3 % noise, outliers")]
    [TestCase("all of these")]
    [TestCase("tool runs steadier")]
    public void Every_target_is_met(string name)
    {
        var points = GateStudy.Of([SimulatedNoise.All.Single(noise => noise.Name == name)], new Thresholds(), Gates, default);
        foreach (var point in points)
            TestContext.Out.WriteLine($"{point.Noise}, {point.OverheadPercent} %: Pass {point.PassPercent:0.00} %, Fail {point.FailPercent:0.00} %, {point.MeanRounds:0.0} rounds");
        Assert.That(points.Where(point => point.IsMet == false), Is.Empty);
        Assert.That(points.Count(point => point.IsMet == true), Is.EqualTo(4));
    }

    [Test]
    public void Looks_after_every_round_that_each_spend_the_whole_error_rate_would_be_found_out()
    {
        var thresholds = new Thresholds { Looks = [.. Enumerable.Range(5, 8)], Confidence = 0.6 };
        Assert.That(GateStudy.Of([SimulatedNoise.All[1]], thresholds, 500, default).Any(point => point.IsMet == false), Is.True);
    }

    [Test]
    public void Recorded_noise_keeps_the_errors_within_their_targets()
    {
        var noises = RecordedSeries.EqualCost();
        Assert.That(noises, Has.Count.EqualTo(26));
        var points = GateStudy.Of(noises, new Thresholds(), 500, default);
        foreach (var point in points.Where(point => point.IsMet == false))
            TestContext.Out.WriteLine($"{point}");
        // 500 gates show 5 % as up to 7, and 0.1 % as one or two: a rule that errs twice as often does not come through.
        Assert.That(points.Where(point => point.OverheadPercent == 0).Select(point => point.FailPercent), Is.All.LessThanOrEqualTo(0.6));
        Assert.That(points.Where(point => point.OverheadPercent == 5).Select(point => Math.Max(point.PassPercent, point.FailPercent)), Is.All.LessThanOrEqualTo(7.5));
        Assert.That(points.Where(point => point.OverheadPercent == 8).Select(point => point.PassPercent), Is.All.LessThanOrEqualTo(0.6));
    }
}
