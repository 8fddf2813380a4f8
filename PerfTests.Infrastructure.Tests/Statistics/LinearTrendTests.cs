using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Tests.Statistics;

[TestFixture]
internal sealed class LinearTrendTests
{
    [Test]
    public void A_straight_line_drifts_and_does_not_scatter()
    {
        var trend = LinearTrend.Of([1, 3, 5, 7])!;
        Assert.That((trend.Slope, trend.Drift), Is.EqualTo((2, 6)));
        Assert.That(trend.Scatter, Is.Zero.Within(1e-12));
        Assert.That(trend.DriftMargin(0.05), Is.Zero.Within(1e-12));
    }

    // slope = Σ (x - 2.5)(y - 4.51667) / 17.5 = 17.35 / 17.5
    [Test]
    public void It_is_the_least_squares_line()
    {
        var trend = LinearTrend.Of([2.1, 2.9, 4.2, 4.8, 6.1, 7.0])!;
        Assert.That(trend.Slope, Is.EqualTo(0.991429).Within(1e-6));
        Assert.That(trend.Scatter, Is.EqualTo(Scatter([2.1, 2.9, 4.2, 4.8, 6.1, 7.0], trend.Slope)).Within(1e-9));
        Assert.That(trend.SlopeError, Is.EqualTo(trend.Scatter / Math.Sqrt(17.5)).Within(1e-12));
    }

    [Test]
    public void Two_values_have_no_trend() => Assert.That(LinearTrend.Of([1, 2]), Is.Null);

    [Test]
    public void The_bounds_hold_a_true_drift_as_often_as_they_say()
    {
        var random = new Random(5);
        var misses = Enumerable
            .Range(0, 4000)
            .Count(_ =>
            {
                var trend = LinearTrend.Of([
                    .. Enumerable
                        .Range(0, 11)
                        .Select(x => (0.01 * x) + (0.05 * (random.NextDouble() + random.NextDouble() + random.NextDouble()))),
                ])!;
                return trend.Drift - trend.DriftMargin(0.05) > 0.1;
            });
        Assert.That(misses / 4000.0, Is.EqualTo(0.05).Within(0.012));
    }

    private static double Scatter(double[] values, double slope)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Select((value, x) => Math.Pow(value - mean - (slope * (x - 2.5)), 2)).Sum() / 4);
    }
}
