using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Readers;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>Rules that match no case: a misspelt one would leave out, let in or hold to a budget nothing, and nobody would know.</summary>
internal static class UnusedRules
{
    /// <summary>The mistakes, in order of file and line.</summary>
    /// <remarks>
    /// A rule is held against every case that the loads and the tools could give: disabled tools too, and without other rules.
    /// </remarks>
    public static IReadOnlyList<ConfigurationError> Of(PerfConfig config)
    {
        var (performance, budgets) = (config.Performance, config.Thresholds.Budgets);
        if (performance.Include.Count + performance.Exclude.Count + budgets.Count == 0)
            return [];
        var cases = TestMatrix
            .Build(
                config with
                {
                    Performance = performance with { Include = [], Exclude = [] },
                    Tools = [.. config.Tools.Select(tool => tool with { Enabled = true })],
                }
            )
            .ToList();
        var tools = cases.FindAll(each => each.Tool is not null);
        var matrixFile = Path.Combine(config.Folder, PerformanceTestSpecReader.FileName);
        var budgetFile = Path.Combine(config.Folder, ThresholdsReader.FileName);
        return
        [
            .. Unused("matrix.include", performance.Include)
                .Concat(Unused("matrix.exclude", performance.Exclude))
                .OrderBy(rule => rule.Line)
                .Select(rule => Error(matrixFile, rule.Line, $"this rule of '{rule.Name}' matches no case", cases)),
            // Without any tool there is nothing to hold to a budget, whatever the rules say.
            .. budgets
                .Select(budget => budget.Cases)
                .Where(rule => tools.Count > 0 && !tools.Exists(each => each.IsMatchedBy(rule)))
                .Select(rule => Error(budgetFile, rule.Line, "this rule of 'budgets' matches no case of a tool", tools)),
        ];

        IEnumerable<(string Name, int Line)> Unused(string name, IEnumerable<CaseRule> rules) =>
            rules.Where(rule => !cases.Exists(each => each.IsMatchedBy(rule))).Select(rule => (name, rule.Line));
    }

    private static ConfigurationError Error(string file, int line, string message, List<PerfCase> cases) =>
        new(
            file,
            line,
            message,
            $"Correct or remove it; a case must fit all of its conditions. Known params: "
                + $"{string.Join(", ", cases.Select(each => each.Workload.Params).Distinct())}."
        );
}
