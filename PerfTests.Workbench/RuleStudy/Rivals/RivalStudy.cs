using System.Runtime.InteropServices;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Workbench.RuleStudy.Rivals;

/// <summary>One estimator with one plan in one noise.</summary>
internal sealed record RivalPoint(string Estimator, string Plan, StudyPoint Point);

/// <summary>The same gates for every estimator and every plan.</summary>
/// <remarks>
/// All estimators move with the data, so the bounds of one series serve every true overhead. The check on the plain mean is the product's
/// alone and left out.
/// </remarks>
internal static class RivalStudy
{
    public static IEnumerable<RivalPoint> Of(
        IEnumerable<INoise> noises,
        IReadOnlyList<int> looks,
        int gates,
        CancellationToken cancellationToken
    )
    {
        var plans = RivalPlan.All(looks);
        return noises.SelectMany(noise => Of(noise, plans, gates, cancellationToken));
    }

    private static IEnumerable<RivalPoint> Of(INoise noise, IReadOnlyList<RivalPlan> plans, int gates, CancellationToken cancellationToken)
    {
        Tally[,,] Empty() => new Tally[RivalEstimator.All.Count, plans.Count, StudyTarget.All.Count];
        var tallies = Empty();
        var together = new Lock();
        Parallel.For(
            0,
            gates,
            new ParallelOptions { CancellationToken = cancellationToken },
            Empty,
            (gate, _, own) =>
            {
                Judge(noise, new Random(gate), plans, own);
                return own;
            },
            own =>
            {
                lock (together)
                    foreach (var (e, p, t) in Places(tallies))
                        tallies[e, p, t] = tallies[e, p, t].Plus(own[e, p, t]);
            }
        );
        return Places(tallies)
            .Select(place => new RivalPoint(
                RivalEstimator.All[place.Estimator].Name,
                plans[place.Plan].Name,
                tallies[place.Estimator, place.Plan, place.Target].Point(noise, StudyTarget.All[place.Target], gates)
            ));
    }

    private static void Judge(INoise noise, Random random, IReadOnlyList<RivalPlan> plans, Tally[,,] tallies)
    {
        var series = new double[RoundShape.Runs * plans.Max(plan => plan.Looks[^1])];
        noise.Fill(random, series);
        foreach (var (e, estimator) in RivalEstimator.All.Index())
        {
            var bounds = new Dictionary<int, Bounds>();
            Bounds At(int look) =>
                bounds.TryGetValue(look, out var known) ? known : bounds[look] = estimator.BoundsOf(series[..(RoundShape.Runs * look)]);
            foreach (var (p, plan) in plans.Index())
            foreach (var (t, target) in StudyTarget.All.Index())
                tallies[e, p, t] = tallies[e, p, t].Plus(Decide(plan, Log(target.OverheadPercent) - Log(StudyTarget.BudgetPercent), At));
        }
    }

    /// <param name="plan">Looks and error rates.</param>
    /// <param name="excess">True overhead less the budget, in logarithms.</param>
    /// <param name="boundsAt">Bounds of the noise alone after so many rounds.</param>
    private static Tally Decide(RivalPlan plan, double excess, Func<int, Bounds> boundsAt)
    {
        foreach (var (i, look) in plan.Looks.Index())
        {
            var (low, high) = boundsAt(look)(plan.Alphas[i]);
            if (excess + high <= 0)
                return new(1, 0, look);
            if (excess + low > 0)
                return new(0, 1, look);
        }
        return new(0, 0, plan.Looks[^1]);
    }

    private static double Log(double percent) => Math.Log(1 + (percent / 100));

    private static IEnumerable<(int Estimator, int Plan, int Target)> Places(Tally[,,] tallies) =>
        from e in Enumerable.Range(0, tallies.GetLength(0))
        from p in Enumerable.Range(0, tallies.GetLength(1))
        from t in Enumerable.Range(0, tallies.GetLength(2))
        select (e, p, t);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Tally(int Passes, int Fails, long Rounds)
    {
        public Tally Plus(Tally other) => new(Passes + other.Passes, Fails + other.Fails, Rounds + other.Rounds);

        public StudyPoint Point(INoise noise, StudyTarget target, int gates) =>
            target.Judge(noise, gates, 100.0 * Passes / gates, 100.0 * Fails / gates, (double)Rounds / gates);
    }
}
