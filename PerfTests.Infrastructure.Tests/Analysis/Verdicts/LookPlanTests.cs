using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Analysis.Verdicts;

namespace PerfTests.Infrastructure.Tests.Analysis.Verdicts;

[TestFixture]
internal sealed class LookPlanTests
{
    private static readonly Arbitrary<int[]> AnyLooks = Gen.Choose(3, 1000)
        .NonEmptyListOf()
        .Select(looks => looks.Distinct().Order().ToArray())
        .ToArbitrary();

    [Test]
    public void The_looks_share_the_error_rate_whatever_they_are() =>
        Prop.ForAll(
                AnyLooks,
                looks =>
                {
                    var plan = new LookPlan(looks, 0.95);
                    var shares = looks.Select(plan.AlphaAt).ToList();
                    return Math.Abs(shares.Sum() - 0.05) < 1e-12
                        && shares.TrueForAll(share => share > 0)
                        && shares.Zip(shares.Skip(1)).All(pair => pair.First < pair.Second);
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void A_share_is_in_proportion_to_the_rounds()
    {
        var plan = new LookPlan([5, 15], 0.9);
        Assert.That(plan.AlphaAt(5), Is.EqualTo(0.025).Within(1e-12));
        Assert.That(plan.AlphaAt(15), Is.EqualTo(0.075).Within(1e-12));
    }

    [Test]
    public void On_the_way_to_a_look_its_share_holds_and_over_the_limit_the_last_one()
    {
        var plan = new LookPlan([5, 15], 0.9);
        Assert.That(((int[])[0, 1, 4]).Select(plan.AlphaAt), Is.All.EqualTo(plan.AlphaAt(5)));
        Assert.That(((int[])[6, 14, 16, 99]).Select(plan.AlphaAt), Is.All.EqualTo(plan.AlphaAt(15)));
    }
}
