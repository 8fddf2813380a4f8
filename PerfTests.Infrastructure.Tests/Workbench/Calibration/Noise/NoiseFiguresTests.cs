using FsCheck;
using FsCheck.Fluent;
using PerfTests.Workbench.Calibration.Noise;

namespace PerfTests.Infrastructure.Tests.Workbench.Calibration.Noise;

[TestFixture]
internal sealed class NoiseFiguresTests
{
    private const double Alpha = 0.025;

    [Test]
    public void Independent_runs_of_a_known_spread_are_found_with_it_whatever_their_level_drifts_to()
    {
        var random = new System.Random(5);
        var figures = NoiseFigures.Of([.. Enumerable.Range(0, 40).Select(block => Block(random, 41, 0.03, block))], 1, Alpha);
        // A run against the mean of two others varies by the square root of 3/2 times as much.
        Assert.Multiple(() =>
        {
            Assert.That(figures.SpreadPercent, Is.EqualTo(3 * Math.Sqrt(1.5)).Within(5).Percent);
            // The middle three fifths of a normal distribution have 0.461 of its deviation.
            Assert.That(figures.TrimmedPercent / figures.SpreadPercent, Is.EqualTo(0.461).Within(0.03));
            // 15 rounds of a second for each run: 0.03 over the root of 15, Student's quantile, and a little for trimming.
            Assert.That(figures.HalfWidthPercent, Is.EqualTo(2.14 * 3 / Math.Sqrt(15) * 1.15).Within(25).Percent);
        });
    }

    [Test]
    public void Shorter_runs_of_the_same_spread_give_a_sharper_answer_in_the_same_time()
    {
        IReadOnlyList<IReadOnlyList<double>> blocks = [Block(new System.Random(7), 40, 0.03, 0)];
        var (slow, quick) = (NoiseFigures.Of(blocks, 2, Alpha), NoiseFigures.Of(blocks, 0.2, Alpha));
        // A minute holds 7 rounds of the ones and 75 of the others; Student's quantiles are 2.57 and 1.99.
        Assert.That(slow.HalfWidthPercent / quick.HalfWidthPercent, Is.EqualTo(Math.Sqrt(75.0 / 7) * 2.57 / 1.99).Within(3).Percent);
    }

    [Test]
    public void A_level_that_changes_between_blocks_is_no_noise()
    {
        var figures = NoiseFigures.Of(
            [
                [1, 1, 1, 1, 1],
                [9, 9, 9, 9, 9],
            ],
            1,
            Alpha
        );
        Assert.That((figures.Runs, figures.SpreadPercent, figures.TrimmedPercent, figures.HalfWidthPercent), Is.EqualTo((10, 0, 0, 0)));
    }

    [TestCase(null)]
    [TestCase(0.0)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void What_was_before_a_run_that_gave_nothing_is_no_neighbour_of_what_came_after_it(double? nothing)
    {
        var parts = NoiseFigures.Neighbours([1, 1, 1, nothing, 9, 9, 9]);
        Assert.That(parts, Is.EqualTo(new double[][] { [1, 1, 1], [9, 9, 9] }));
        var figures = NoiseFigures.Of(parts, 1, Alpha);
        Assert.That((figures.Runs, figures.SpreadPercent), Is.EqualTo((6, 0)));
    }

    [Test]
    public void Too_few_runs_have_no_figure()
    {
        foreach (
            IReadOnlyList<IReadOnlyList<double>> blocks in new double[][][]
            {
                [],
                [
                    [],
                ],
                [
                    [1, 2],
                ],
                [
                    [1, 2, 1],
                ],
            }
        )
        {
            var figures = NoiseFigures.Of(blocks, 1, Alpha);
            Assert.That(
                (figures.SpreadPercent, figures.TrimmedPercent, figures.HalfWidthPercent),
                Is.EqualTo(((double?)null, (double?)null, (double?)null))
            );
        }
        Assert.That(
            NoiseFigures
                .Of(
                    [
                        [1, 2, 1, 2, 1],
                    ],
                    30,
                    Alpha
                )
                .HalfWidthPercent,
            Is.Null,
            "a minute holds no two rounds of such runs"
        );
    }

    [Test]
    public void The_unit_of_the_values_changes_nothing() =>
        Prop.ForAll<PositiveInt, PositiveInt>(
                (factor, seed) =>
                {
                    var block = Block(new System.Random(seed.Get), 21, 0.1, 0);
                    var (one, other) = (
                        NoiseFigures.Of([block], 1, Alpha),
                        NoiseFigures.Of(
                            [
                                [.. block.Select(value => value * factor.Get)],
                            ],
                            1,
                            Alpha
                        )
                    );
                    return Math.Abs(one.TrimmedPercent!.Value - other.TrimmedPercent!.Value) < 1e-9
                        && Math.Abs(one.HalfWidthPercent!.Value - other.HalfWidthPercent!.Value) < 1e-9;
                }
            )
            .QuickCheckThrowOnFailure();

    private static List<double> Block(System.Random random, int runs, double spread, double level) =>
        [.. Enumerable.Range(0, runs).Select(run => Math.Exp(level + (spread * Normal(random)) + (1e-4 * run)))];

    private static double Normal(System.Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
