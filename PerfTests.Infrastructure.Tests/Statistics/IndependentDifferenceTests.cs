using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Tests.Statistics;

[TestFixture]
internal sealed class IndependentDifferenceTests
{
    // t(0.975, 8) = 2.306004 in every table; SE = sqrt(2).
    [Test]
    public void Equal_spreads_and_counts_have_the_textbook_s_degrees_of_freedom() =>
        Assert.That(IndependentDifference.Of((0, 1, 5), (3, 1, 5), 0.05).Margin, Is.EqualTo(2.306004 * Math.Sqrt(2)).Within(1e-5));

    // df falls to that of the noisy side: t(0.975, 4) = 2.776445.
    [Test]
    public void A_side_without_spread_lends_no_certainty() =>
        Assert.That(IndependentDifference.Of((0, 1, 5), (3, 0, 500), 0.05).Margin, Is.EqualTo(2.776445).Within(1e-5));

    [Test]
    public void One_value_gives_no_interval() => Assert.That(IndependentDifference.Of((0, double.NaN, 1), (3, 1, 5), 0.05).Margin, Is.Null);
}
