using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Statistics;
using PerfTests.Workbench.RuleStudy;

namespace PerfTests.Infrastructure.Tests.Statistics;

[TestFixture]
internal sealed class RoundMeanTests
{
    private const int Trials = 20_000;

    [Test]
    public void So_few_rounds_have_no_bounds()
    {
        Assert.That(
            RoundMean
                .Trimmed([
                    [0.1, 0.3],
                ])
                .Mean,
            Is.EqualTo(0.2).Within(1e-12)
        );
        Assert.That(
            RoundMean
                .Trimmed([
                    [0.1, 0.3],
                    [0.2, 0.4],
                ])
                .Margin(0.05),
            Is.Null
        );
        Assert.That(
            RoundMean
                .Plain([
                    [0.1, 0.3],
                ])
                .Margin(0.05),
            Is.Null
        );
    }

    [Test]
    public void The_plain_margin_is_the_quantile_times_the_standard_error_of_the_rounds_means()
    {
        // Means 1, 2, 3: deviation 1; t(0.95, 2) = 2.91999.
        var mean = RoundMean.Plain([
            [0, 2],
            [2, 2],
            [1, 5],
        ]);
        Assert.That((mean.Mean, mean.Margin(0.05)!.Value), Is.EqualTo((2.0, 2.91999 / Math.Sqrt(3))).Within(1e-4));
    }

    [Test]
    public void The_trimmed_margin_is_that_of_means_with_the_outer_fifths_drawn_in()
    {
        // 1..10 less two at each end: mean 5.5. Drawn in to 3 and 8 the rounds are 4.5, 5, 5.5, 6, 6.5; t(0.95, 3) = 2.35336.
        var mean = RoundMean.Trimmed([
            [1, 6],
            [2, 7],
            [3, 8],
            [4, 9],
            [5, 10],
        ]);
        Assert.That(mean.Mean, Is.EqualTo(5.5));
        Assert.That(mean.Margin(0.05), Is.EqualTo(2.35336 * Math.Sqrt(0.625) / 0.6 / Math.Sqrt(5)).Within(1e-4));
    }

    [Test]
    public void What_the_differences_of_a_round_have_in_common_is_counted_once()
    {
        var (single, doubled) = (
            RoundMean.Plain([
                [1],
                [2],
                [4],
            ]),
            RoundMean.Plain([
                [1, 1],
                [2, 2],
                [4, 4],
            ])
        );
        Assert.That((doubled.Mean, doubled.StandardError), Is.EqualTo((single.Mean, single.StandardError)).Within(1e-12));
    }

    [Test]
    public void It_moves_with_the_differences_and_turns_with_their_sign() =>
        Prop.ForAll(
                (
                    from rounds in Gen.Choose(-1000, 1000).Select(i => i / 100.0).Four().ListOf(9)
                    from shift in Gen.Choose(-50, 50)
                    select (Rounds: rounds.Select(each => new[] { each.Item1, each.Item2, each.Item3, each.Item4 }).ToList(), shift)
                ).ToArbitrary(),
                given =>
                {
                    var mean = RoundMean.Trimmed(given.Rounds);
                    var moved = RoundMean.Trimmed([.. given.Rounds.Select(round => round.Select(each => each + given.shift).ToArray())]);
                    var turned = RoundMean.Trimmed([.. given.Rounds.Select(round => round.Select(each => -each).ToArray())]);
                    return Near(moved.Mean, mean.Mean + given.shift)
                        && Near(moved.StandardError, mean.StandardError)
                        && Near(turned.Mean, -mean.Mean)
                        && Near(turned.StandardError, mean.StandardError);
                }
            )
            .QuickCheckThrowOnFailure();

    [TestCase(1, 5, 0)]
    [TestCase(1, 9, 0)]
    [TestCase(1, 34, 0)]
    [TestCase(0.3, 5, 0)]
    [TestCase(0.3, 34, 0)]
    [TestCase(3, 5, 0)]
    [TestCase(3, 34, 0)]
    [TestCase(1, 5, 0.03)]
    [TestCase(1, 34, 0.03)]
    public void A_bound_errs_as_often_as_it_may_whatever_the_tool_does_to_the_spread_and_starts_have_in_common(
        double toolSpread,
        int rounds,
        double startSpread
    )
    {
        var noise = new SimulatedNoise("")
        {
            Spread = 0.03,
            ToolSpreadFactor = toolSpread,
            EverySecond = 0.02,
            StartSpread = startSpread,
        };
        var (random, runs, errors) = (new Random(20241201), new double[4 * rounds], 0);
        for (var trial = 0; trial < Trials; trial++)
        {
            noise.Fill(random, runs);
            var mean = RoundMean.Trimmed([
                .. runs.Chunk(4).Select(run => new[] { run[1] - run[0], run[1] - run[3], run[2] - run[0], run[2] - run[3] }),
            ]);
            errors += mean.Mean + mean.Margin(0.02) < 0 ? 1 : 0;
        }
        TestContext.Out.WriteLine($"tool x {toolSpread}, {rounds} rounds: {100.0 * errors / Trials:0.00} % of 2 %");
        Assert.That(100.0 * errors / Trials, Is.InRange(1.2, 2.4));
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-9;
}
