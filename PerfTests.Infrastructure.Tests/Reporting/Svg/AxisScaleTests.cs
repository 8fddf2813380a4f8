using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Reporting.Svg;

namespace PerfTests.Infrastructure.Tests.Reporting.Svg;

[TestFixture]
internal sealed class AxisScaleTests
{
    [TestCase(0, 10, new double[] { 0, 2, 4, 6, 8, 10 })]
    [TestCase(-2.3, 9.8, new double[] { -2, 0, 2, 4, 6, 8 })]
    [TestCase(0, 0.07, new[] { 0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07 })]
    public void Ticks_lie_at_round_values(double low, double high, double[] ticks) =>
        Assert.That(new AxisScale(low, high, 0, 100).Ticks, Is.EqualTo(ticks).AsCollection.Within(1e-12));

    [Test]
    public void Any_axis_has_two_to_eleven_ticks_inside_it_and_keeps_order()
    {
        var bounds = Gen.Two(Gen.Choose(-1_000_000, 1_000_000)).Select(pair => (Low: pair.Item1 / 977.0, High: pair.Item2 / 977.0));
        Prop.ForAll(
                bounds.Where(pair => pair.Low <= pair.High).ToArbitrary(),
                pair =>
                {
                    var axis = new AxisScale(pair.Low, pair.High, 10, 90);
                    var ticks = axis.Ticks.ToList();
                    var positions = ticks.Select(axis.Position).ToList();
                    return ticks.Count is >= 2 and <= 11
                        && ticks.TrueForAll(tick => tick >= axis.Low - (axis.Step * 1e-6) && tick <= axis.High + (axis.Step * 1e-6))
                        && positions.SequenceEqual(positions.Order())
                        && positions[0] >= 10
                        && positions[^1] <= 90;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Test]
    public void Values_outside_lie_on_the_ends()
    {
        var axis = new AxisScale(0, 10, 0, 100);
        Assert.That((axis.Position(-5), axis.Position(50), axis.Contains(50)), Is.EqualTo((0.0, 100.0, false)));
    }

    [Test]
    public void Bounds_that_are_no_interval_are_refused([Values(double.NaN, double.PositiveInfinity, -1)] double high) =>
        Assert.That(() => new AxisScale(0, high, 0, 100), Throws.ArgumentException);
}
