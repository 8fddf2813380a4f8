using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Tests.Statistics;

[TestFixture]
internal sealed class BoundTests
{
    // No hits: 1 - 0.05^(1/n). 1 of 10: 39.4 % (Clopper and Pearson's tables).
    [TestCase(0, 200, 0.01487)]
    [TestCase(0, 1, 0.95)]
    [TestCase(1, 10, 0.39416)]
    [TestCase(0, 0, 1)]
    [TestCase(3, 3, 1)]
    public void A_rate_has_its_exact_upper_bound(int hits, int trials, double bound) =>
        Assert.That(BinomialBound.Upper(hits, trials, 0.95), Is.EqualTo(bound).Within(1e-4));

    // Chi-square with 10 degrees of freedom: 3.940 and 18.307.
    [Test]
    public void A_deviation_of_few_values_is_known_badly()
    {
        var interval = DeviationInterval.For(10);
        Assert.Multiple(() =>
        {
            Assert.That(interval.LowFactor, Is.EqualTo(Math.Sqrt(10 / 18.307)).Within(1e-4));
            Assert.That(interval.HighFactor, Is.EqualTo(Math.Sqrt(10 / 3.940)).Within(1e-4));
        });
    }
}
