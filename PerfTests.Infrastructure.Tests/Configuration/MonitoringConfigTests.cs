using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Tests.Configuration;

[TestFixture]
internal sealed class MonitoringConfigTests
{
    [TestCase(RoundSampling.Auto, 4.9, false, true)]
    [TestCase(RoundSampling.Auto, 5, true, true)]
    [TestCase(RoundSampling.Always, 1, true, true)]
    [TestCase(RoundSampling.Never, 60, false, false)]
    public void A_round_is_sampled_where_its_load_is_long_enough_unless_the_configuration_decides(
        RoundSampling rounds,
        double seconds,
        bool samples,
        bool counts
    )
    {
        var config = new MonitoringConfig { InRounds = rounds };
        Assert.That((config.Samples(seconds, isJudged: true), config.Counts(isJudged: true)), Is.EqualTo((samples, counts)));
    }

    [TestCase(RoundSampling.Auto)]
    [TestCase(RoundSampling.Never)]
    public void A_run_that_is_not_judged_is_sampled_when_its_load_is_long_enough(RoundSampling rounds)
    {
        var config = new MonitoringConfig { InRounds = rounds, IntervalSeconds = 2 };
        Assert.That(config.SampledSeconds, Is.EqualTo(8));
        Assert.That((config.Samples(8, isJudged: false), config.Samples(7, isJudged: false)), Is.EqualTo((true, false)));
        Assert.That(config.Counts(isJudged: false), Is.True);
    }

    [TestCase(RoundSampling.Auto, 1, 5)]
    [TestCase(RoundSampling.Auto, 5, null)]
    [TestCase(RoundSampling.Always, 1, null)]
    [TestCase(RoundSampling.Never, 1, 5)]
    [TestCase(RoundSampling.Never, 60, 60)]
    public void Hosts_that_are_not_sampled_in_rounds_are_sampled_in_a_run_that_is_long_enough(
        RoundSampling rounds,
        double seconds,
        double? sampled
    ) => Assert.That(new MonitoringConfig { InRounds = rounds }.SamplingSeconds(seconds), Is.EqualTo(sampled));

    [TestCase(RoundSampling.Auto, 5)]
    [TestCase(RoundSampling.Always, null)]
    [TestCase(RoundSampling.Never, 5)]
    public void A_load_that_ends_by_an_amount_is_never_known_to_be_long_enough(RoundSampling rounds, double? sampled) =>
        Assert.That(new MonitoringConfig { InRounds = rounds }.SamplingSeconds(roundSeconds: null), Is.EqualTo(sampled));

    [Test]
    public void What_is_switched_off_neither_samples_nor_counts()
    {
        var config = new MonitoringConfig { Enabled = false, InRounds = RoundSampling.Always };
        Assert.That(
            (config.Samples(60, isJudged: false), config.Counts(isJudged: false), config.SamplingSeconds(1)),
            Is.EqualTo((false, false, (double?)null))
        );
    }
}
