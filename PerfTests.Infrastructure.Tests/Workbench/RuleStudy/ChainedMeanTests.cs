using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Statistics;
using PerfTests.Infrastructure.Tests.Analysis;
using PerfTests.Workbench.RuleStudy.Rivals;

namespace PerfTests.Infrastructure.Tests.Workbench.RuleStudy;

[TestFixture]
internal sealed class ChainedMeanTests
{
    private const int Trials = 20_000;

    [Test]
    public void The_standard_error_is_corrected_for_the_runs_that_rounds_share()
    {
        // SD of 1..5 is sqrt(2.5), correction (4n-1)/(3n-1) = 19/14.
        var mean = ChainedMean.Of([1, 2, 3, 4, 5]);
        Assert.That(mean.Mean, Is.EqualTo(3));
        Assert.That(mean.StandardError, Is.EqualTo(Math.Sqrt(2.5 / 5 * 19 / 14)).Within(1e-12));
    }

    [TestCase(5)]
    [TestCase(8)]
    [TestCase(12)]
    public void The_correction_makes_the_error_rate_of_a_bound_nominal_where_the_naive_one_is_too_high(int rounds)
    {
        var simulation = new Simulation(seed: 20241201, noise: 0.03);
        var (corrected, naive) = (0, 0);
        for (var trial = 0; trial < Trials; trial++)
        {
            var logRatios = simulation
                .Rounds("mean_latency", rounds, factor: 1)
                .Select(round => Overhead.LogRatio(WorseDirection.Higher, round.Values["mean_latency"])!.Value)
                .ToList();
            var mean = ChainedMean.Of(logRatios);
            var naiveError = StandardDeviation.Of(logRatios) / Math.Sqrt(rounds);
            corrected += mean.Mean + ChainedTrimmedMean.MarginOf(mean.StandardError, rounds, 0.05) < 0 ? 1 : 0;
            naive += mean.Mean + ChainedTrimmedMean.MarginOf(naiveError, rounds, 0.05) < 0 ? 1 : 0;
        }
        TestContext.Out.WriteLine($"{rounds} rounds: corrected {100.0 * corrected / Trials:0.00} %, naive {100.0 * naive / Trials:0.00} %");
        Assert.That(100.0 * corrected / Trials, Is.EqualTo(5).Within(0.5), "corrected");
        Assert.That(100.0 * naive / Trials, Is.GreaterThan(6.5), "naive");
    }

    [TestCase(3)]
    [TestCase(12)]
    public void The_corrected_standard_error_agrees_with_the_spread_of_simulated_means(int rounds)
    {
        const double noise = 0.03;
        var simulation = new Simulation(seed: 7, noise);
        var means = Enumerable
            .Range(0, Trials)
            .Select(_ =>
                ArithmeticMean.Of([
                    .. simulation
                        .Rounds("pps", rounds, 1)
                        .Select(round => Overhead.LogRatio(WorseDirection.Higher, round.Values["pps"])!.Value),
                ])
            )
            .ToList();
        // Var(mean) = (4n - 1) / (2 n²) σ²
        Assert.That(
            StandardDeviation.Of(means),
            Is.EqualTo(noise * Math.Sqrt(((4.0 * rounds) - 1) / (2.0 * rounds * rounds))).Within(2).Percent
        );
    }
}
