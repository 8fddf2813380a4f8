using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Tests.Statistics;

[TestFixture]
internal sealed class MedianTests
{
    [TestCase(new double[] { 3 }, 3)]
    [TestCase(new double[] { 9, 1, 3 }, 3)]
    [TestCase(new double[] { 9, 1, 3, 5 }, 4)]
    public void Is_the_value_in_the_middle_or_the_mean_of_both(double[] values, double expected) =>
        Assert.That(Median.Of(values), Is.EqualTo(expected));

    [Test]
    public void Of_nothing_is_no_number() => Assert.That(Median.Of([]), Is.NaN);
}
