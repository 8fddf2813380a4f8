using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Readers;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>
/// Budgets that never apply, because a later rule names the same metric for all of their cases: a strict one for a tool before a general
/// one would be lost without a word.
/// </summary>
internal static class OverriddenBudgets
{
    /// <summary>The mistakes, in order of their rules.</summary>
    public static IReadOnlyList<ConfigurationError> Of(PerfConfig config)
    {
        var rules = config.Thresholds.Budgets;
        if (rules.Count < 2)
            return [];
        var cases = TestMatrix
            .Build(config with { Tools = [.. config.Tools.Select(tool => tool with { Enabled = true })] })
            .Where(each => each.Tool is not null)
            .ToList();
        var file = Path.Combine(config.Folder, ThresholdsReader.FileName);
        return
        [
            .. from at in Enumerable.Range(0, rules.Count)
            from name in rules[at].BudgetPercent.Keys
            let metric = Metric.Find(name)
            where metric is not null
            let own = cases.FindAll(each => Holds(rules[at], metric, each))
            where own.Count > 0
            let later = rules.Skip(at + 1).FirstOrDefault(rule => own.TrueForAll(each => Holds(rule, metric, each)))
            where later is not null
            select new ConfigurationError(
                file,
                rules[at].Cases.Line,
                $"this budget for {name} never applies: the rule at line {later.Cases.Line} is for all of its cases too, and the last "
                    + "one counts",
                "Put the general rule first and the specific one behind it, or remove one of them."
            ),
        ];
    }

    private static bool Holds(BudgetRule rule, Metric metric, PerfCase each) =>
        each.IsMatchedBy(rule.Cases) && rule.Holds(metric, each.Workload.Type);
}
