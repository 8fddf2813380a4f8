using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Workbench.Calibration.Planning;

namespace PerfTests.Infrastructure.Tests.Workbench.Calibration.Planning;

[TestFixture]
internal sealed class RoundPlanTests
{
    private static readonly Arbitrary<(double Noise, double Percent)> Wishes = Gen.Choose(1, 300)
        .SelectMany(noise => Gen.Choose(1, 200).Select(percent => (noise / 1000.0, percent / 10.0)))
        .ToArbitrary();

    [Test]
    public void The_rounds_of_a_plan_have_the_wanted_resolution() =>
        Prop.ForAll(
                Wishes,
                wish =>
                {
                    var plan = Plan(wish.Noise);
                    return plan.RoundsFor(wish.Percent) is not { } rounds || plan.ResolutionPercent(rounds) <= wish.Percent;
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void More_noise_never_takes_fewer_rounds() =>
        Prop.ForAll(
                Wishes,
                wish =>
                    (Plan(wish.Noise).RoundsFor(wish.Percent) ?? int.MaxValue)
                    <= (Plan(wish.Noise * 1.5).RoundsFor(wish.Percent) ?? int.MaxValue)
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void A_finer_resolution_never_takes_fewer_rounds() =>
        Prop.ForAll(
                Wishes,
                wish =>
                    (Plan(wish.Noise).RoundsFor(wish.Percent) ?? int.MaxValue)
                    <= (Plan(wish.Noise).RoundsFor(wish.Percent / 2) ?? int.MaxValue)
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void A_resolution_is_the_floor_that_the_verdict_tells_and_as_much_again_as_chance_takes()
    {
        var plan = Plan(0.04);
        var floor = plan.Floor.SmallestOverheadPercent(20, new LookPlan(LookLadder.Of(20), 0.95).AlphaAt(20))!.Value;
        Assert.That(plan.ResolutionPercent(20), Is.GreaterThan(1.5 * floor).And.LessThan(2.1 * floor));
    }

    [Test]
    public void What_no_number_of_rounds_shows_is_out_of_reach() => Assert.That(Plan(0.3).RoundsFor(0.1), Is.Null);

    [Test]
    public void A_metric_without_noise_needs_the_fewest_rounds() => Assert.That(Plan(0).RoundsFor(0.1), Is.EqualTo(3));

    [Test]
    public void Looks_ascend_to_their_limit_and_are_the_default_ones_at_the_default_limit()
    {
        Prop.ForAll(
                Gen.Choose(2, 2000).ToArbitrary(),
                limit =>
                {
                    var looks = LookLadder.Of(limit);
                    return looks[^1] == limit && looks.SequenceEqual(looks.Distinct().Order()) && (looks.Count == 1 || looks[0] >= 5);
                }
            )
            .QuickCheckThrowOnFailure();
        Assert.That(LookLadder.Of(new Thresholds().Looks[^1]), Is.EqualTo(new Thresholds().Looks));
    }

    [Test]
    public void As_many_rounds_are_planned_as_fit() =>
        Prop.ForAll(
                Gen.Choose(1, 30).SelectMany(run => Gen.Choose(0, 3600).Select(time => (Run: run / 2.0, Time: (double)time))).ToArbitrary(),
                each =>
                {
                    var cost = new CaseCost(each.Run, 1);
                    var rounds = cost.RoundsIn(each.Time);
                    return cost.Seconds(rounds + 1) > each.Time && (rounds == 0 || cost.Seconds(rounds) <= each.Time + 1e-6);
                }
            )
            .QuickCheckThrowOnFailure();

    private static RoundPlan Plan(double noise) => new(new NoiseFloor(WorseDirection.Higher, noise), 0.95);
}
