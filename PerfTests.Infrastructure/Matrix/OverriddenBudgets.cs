using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Readers;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>
/// Budgets that can never apply, because a rule behind them that is at least as general names the same metric: a strict one for a tool
/// before a general one would be lost without a word.
/// </summary>
internal static class OverriddenBudgets
{
    /// <summary>The mistakes, in order of their rules.</summary>
    /// <remarks>
    /// What the rules say counts, not what cases there are: with one environment, a rule for it behind a general one is no mistake.
    /// </remarks>
    public static IReadOnlyList<ConfigurationError> Of(PerfConfig config)
    {
        var rules = config.Thresholds.Budgets;
        return
        [
            .. from at in Enumerable.Range(0, rules.Count)
            from name in rules[at].BudgetPercent.Keys
            let metric = Metric.Find(name)
            where metric is not null
            let later = rules.Skip(at + 1).FirstOrDefault(rule => Hides(rule, rules[at], metric))
            where later is not null
            select new ConfigurationError(
                Path.Combine(config.Folder, ThresholdsReader.FileName),
                rules[at].Cases.Line,
                $"this budget for {name} never applies: the rule at line {later.Cases.Line} is for all of its cases too, and the last "
                    + "one counts",
                "Put the general rule first and the specific one behind it, or remove one of them."
            ),
        ];
    }

    private static bool Hides(BudgetRule later, BudgetRule rule, Metric metric) =>
        later.Cases.Covers(rule.Cases) && Enum.GetValues<TestType>().All(type => later.Holds(metric, type) || !rule.Holds(metric, type));
}
