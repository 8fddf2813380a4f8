using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Tests.Analysis;
using PerfTests.Workbench.RuleStudy;
using PerfTests.Workbench.RuleStudy.Rivals;

namespace PerfTests.Infrastructure.Tests.Workbench.RuleStudy;

/// <summary>What the rule was compared with is itself right.</summary>
[TestFixture]
internal sealed class RivalTests
{
    // Hamilton depression scale, M. Hollander and D. A. Wolfe, Nonparametric Statistical Methods, example 3.1 to 3.4: estimate 0.46, 96 %
    // interval 0.010 to 0.786.
    private static readonly double[] Depression = [0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01];

    [Test]
    public void Hodges_and_Lehmann_s_estimate_is_that_of_the_textbook()
    {
        var estimate = HodgesLehmann.Of(Depression);
        Assert.That(estimate.Median, Is.EqualTo(0.46).Within(1e-9));
        var (low, high) = estimate.Bounds(0.02);
        Assert.That(low, Is.EqualTo(0.010).Within(1e-9));
        Assert.That(high, Is.EqualTo(0.786).Within(1e-9));
    }

    // Tables of the signed rank sum: P(T <= 5) = 0.0195 for 9, P(T <= 8) = 0.0244 for 10, P(T <= 52) = 0.0242 for 20.
    [TestCase(9, 0.0196, 6)]
    [TestCase(10, 0.025, 9)]
    [TestCase(20, 0.025, 53)]
    [TestCase(5, 0.025, 0)]
    public void Signed_rank_quantiles_are_those_of_the_published_table(int count, double alpha, int expected) =>
        Assert.That(SignedRankQuantile.At(count, alpha), Is.EqualTo(expected));

    // Binomial(9, 1/2): P(X <= 1) = 0.0195.
    [TestCase(0.0196, -0.08, 0.952)]
    [TestCase(0.0195, -0.147, 1.022)]
    public void Bounds_of_the_median_are_order_statistics(double alpha, double low, double high) =>
        Assert.That(SignTestMedian.Of(Depression).Bounds(alpha), Is.EqualTo((low, high)));

    [Test]
    public void Looks_that_hang_together_spend_the_error_rate_as_planned()
    {
        int[] looks = [5, 8, 13, 21];
        var alphas = ErrorSpending.Alphas(looks, 0.05);
        Assert.That(alphas[0], Is.EqualTo(0.05 * 5 / 21).Within(1e-6));
        var bounds = alphas.Select(alpha => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 1 - alpha)).ToArray();
        var (random, crossed) = (new Random(1), new int[looks.Length]);
        const int trials = 100_000;
        for (var trial = 0; trial < trials; trial++)
        {
            var sum = 0.0;
            for (var i = 0; i < looks.Length; i++)
            {
                sum += MathNet.Numerics.Distributions.Normal.Sample(random, 0, Math.Sqrt(looks[i] - (i == 0 ? 0 : looks[i - 1])));
                if (sum / Math.Sqrt(looks[i]) <= bounds[i])
                    continue;
                crossed[i]++;
                break;
            }
        }
        var soFar = 0;
        for (var i = 0; i < looks.Length; i++)
            Assert.That((double)(soFar += crossed[i]) / trials, Is.EqualTo(0.05 * looks[i] / 21).Within(0.0025), $"look at {looks[i]}");
    }

    [Test]
    public void The_product_s_own_way_is_the_one_that_the_study_calls_so()
    {
        var runs = new double[40];
        SimulatedNoise.All[4].Fill(new Random(3), runs);
        var (low, high) = RivalEstimator.All.Single(estimator => estimator.Name == RivalEstimator.OfTheProduct).BoundsOf(runs)(0.02);
        var rounds = Sample
            .Latencies(new double[10])
            .Select(round =>
                round with
                {
                    Values = new Dictionary<string, RoundValues> { ["mean_latency"] = SimulatedRound.Of(runs, round.Number - 1) },
                }
            );
        var judged = Infrastructure.Analysis.Verdicts.MetricEstimate.Of("mean_latency", Sample.Tool([.. rounds]), 0.02);
        Assert.That(judged.LowPercent, Is.EqualTo(100 * (Math.Exp(low) - 1)).Within(1e-9));
        Assert.That(judged.HighPercent, Is.EqualTo(100 * (Math.Exp(high) - 1)).Within(1e-9));
    }

    [Test]
    public void A_mean_loses_its_power_to_outliers_and_the_trimmed_mean_does_not()
    {
        var points = RivalStudy
            .Of([SimulatedNoise.All.Single(noise => noise.Name == "3 % noise, outliers")], [5, 8, 13, 21, 34], 400, default)
            .Where(point => point.Plan == "5/8/13/21/34 by rounds" && point.Point.OverheadPercent == 8)
            .ToList();
        double Fails(string estimator) => points.First(point => point.Estimator == estimator).Point.FailPercent;
        Assert.That(Fails(RivalEstimator.OfTheProduct), Is.GreaterThan(90));
        Assert.That(Fails("mean of rounds"), Is.LessThan(80));
    }
}
