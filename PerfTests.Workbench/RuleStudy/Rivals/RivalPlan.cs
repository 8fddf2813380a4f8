using PerfTests.Infrastructure.Analysis.Verdicts;

namespace PerfTests.Workbench.RuleStudy.Rivals;

/// <summary>Looks with their error rates: the product's own, and what they were chosen from.</summary>
internal sealed record RivalPlan(string Name, IReadOnlyList<int> Looks, IReadOnlyList<double> Alphas)
{
    private const double Alpha = 0.05;

    public static IReadOnlyList<RivalPlan> All(IReadOnlyList<int> looks) =>
        [
            ByRounds(looks),
            ByRounds([3, 5, 8, 13, 21, 34]),
            Equal(looks),
            new($"{string.Join('/', looks)} spending", looks, ErrorSpending.Alphas(looks, Alpha)),
            ByRounds([4, 7, 12, 20, 34]),
            ByRounds([looks[^1]]),
        ];

    private static RivalPlan ByRounds(IReadOnlyList<int> looks) =>
        new($"{string.Join('/', looks)} by rounds", looks, [.. looks.Select(look => new LookPlan(looks, 1 - Alpha).AlphaAt(look))]);

    private static RivalPlan Equal(IReadOnlyList<int> looks) =>
        new($"{string.Join('/', looks)} equal", looks, [.. looks.Select(_ => Alpha / looks.Count)]);
}
