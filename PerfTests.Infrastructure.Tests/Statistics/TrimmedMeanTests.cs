using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Tests.Statistics;

[TestFixture]
internal sealed class TrimmedMeanTests
{
    // Dana (1990), the worked example of R. R. Wilcox, Introduction to Robust Estimation and Hypothesis Testing: 282.7 with standard error
    // 56.1.
    private static readonly double[] SelfAwareness =
    [
        77,
        87,
        88,
        114,
        151,
        210,
        219,
        246,
        253,
        262,
        296,
        299,
        306,
        376,
        428,
        515,
        666,
        1310,
        2611,
    ];

    [Test]
    public void Mean_and_standard_error_are_those_of_the_textbook()
    {
        var trimmed = TrimmedMean.OfSorting([.. SelfAwareness]);
        Assert.That(trimmed.Mean, Is.EqualTo(282.69230769).Within(1e-8));
        Assert.That(trimmed.StandardDeviation / Math.Sqrt(19), Is.EqualTo(56.1319285836).Within(1e-8));
    }

    [Test]
    public void Wild_values_in_the_outer_fifths_change_nothing()
    {
        var tame = TrimmedMean.OfSorting([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        Assert.That(TrimmedMean.OfSorting([-1e6, 9, 3, 4, 5, 6, 7, 8, 2.5, 1e9]).Mean, Is.EqualTo(tame.Mean));
    }

    [TestCase(new[] { 7.0 }, 7, double.NaN)]
    [TestCase(new[] { 1.0, 3 }, 2, 1.4142135623730951)]
    [TestCase(new[] { 1.0, 1, 1, 5 }, 2, 2)]
    public void Under_five_values_it_is_the_ordinary_mean(double[] values, double mean, double deviation) =>
        Assert.That(Figures(values), Is.EqualTo((mean, deviation)));

    [Test]
    public void Values_so_coarse_that_the_middle_has_no_spread_are_not_certain()
    {
        double[] coarse = [0, 0, 0, 0, 0, 0, 0, 0, 0.05, 0.05];
        Assert.That(Figures([.. coarse]), Is.EqualTo((ArithmeticMean.Of(coarse), StandardDeviation.Of(coarse))));
        Assert.That(Figures([3, 3, 3, 3, 3, 3]), Is.EqualTo((3.0, 0.0)));
    }

    private static (double, double) Figures(double[] values) =>
        TrimmedMean.OfSorting(values) is var mean ? (mean.Mean, mean.StandardDeviation) : default;

    [Test]
    public void It_moves_with_the_values_and_turns_with_their_sign()
    {
        var samples = Gen.Choose(-1000, 1000)
            .Select(i => i / 16.0)
            .NonEmptyListOf()
            .Where(list => list.Count > 1)
            .Select(list => list.ToArray())
            .ToArbitrary();
        Prop.ForAll(
                samples,
                sample =>
                {
                    var of = TrimmedMean.OfSorting([.. sample]);
                    var turned = TrimmedMean.OfSorting([.. sample.Select(value => 3 - (2 * value))]);
                    return of.StandardDeviation >= 0
                        && of.Mean >= sample.Min()
                        && of.Mean <= sample.Max()
                        && Math.Abs(turned.Mean - (3 - (2 * of.Mean))) < 1e-9
                        && Math.Abs(turned.StandardDeviation - (2 * of.StandardDeviation)) < 1e-9;
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
