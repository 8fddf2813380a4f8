using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Tests.Statistics;

[TestFixture]
internal sealed class DescriptiveStatisticsTests
{
    // The worked example of the article "Standard deviation" in many textbooks: sum of squares 32 over 8 values.
    private static readonly double[] Textbook = [2, 4, 4, 4, 5, 5, 7, 9];

    [Test]
    public void The_mean_is_that_of_the_textbook() => Assert.That(ArithmeticMean.Of(Textbook), Is.EqualTo(5));

    [Test]
    public void The_standard_deviation_divides_by_one_less_than_the_count() =>
        Assert.That(StandardDeviation.Of(Textbook), Is.EqualTo(Math.Sqrt(32.0 / 7)).Within(1e-12));

    [Test]
    public void The_standard_deviation_of_one_value_is_not_a_number() => Assert.That(StandardDeviation.Of([3]), Is.NaN);

    [Test]
    public void The_root_mean_square_divides_by_the_count() =>
        Assert.That(RootMeanSquare.Of([3, -4]), Is.EqualTo(Math.Sqrt(12.5)).Within(1e-12));

    [Test]
    public void The_geometric_mean_survives_values_whose_product_overflows() =>
        Assert.That(GeometricMean.Of([1e200, 1e220, 1e240]), Is.EqualTo(1e220).Within(1e-9).Percent);

    [Test]
    public void The_geometric_mean_of_reciprocals_is_the_reciprocal()
    {
        var values = Gen.Choose(1, 1_000_000).Select(i => i / 1000.0).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();
        Prop.ForAll(
                values,
                sample => Math.Abs((GeometricMean.Of(sample) * GeometricMean.Of([.. sample.Select(value => 1 / value)])) - 1) < 1e-9
            )
            .QuickCheckThrowOnFailure();
    }

    // Tables of Student's t, one-sided.
    [TestCase(0.95, 1, 6.314)]
    [TestCase(0.95, 4, 2.132)]
    [TestCase(0.975, 10, 2.228)]
    [TestCase(0.99, 5, 3.365)]
    [TestCase(0.995, 30, 2.750)]
    public void The_quantiles_are_those_of_the_published_table(double probability, int degreesOfFreedom, double expected) =>
        Assert.That(StudentQuantile.At(probability, degreesOfFreedom), Is.EqualTo(expected).Within(0.0005));
}
