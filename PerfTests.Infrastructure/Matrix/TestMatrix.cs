using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Tools;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>Makes the cases of a configuration set.</summary>
public static class TestMatrix
{
    /// <summary>
    /// The cases by environment, test type, protocol and parameters: the baseline first, then its tools. The same
    /// configuration gives the same cases in the same order, and every tool case has its baseline before it.
    /// </summary>
    /// <exception cref="ConfigurationException">The selection asks for a tool or environment that is not declared.</exception>
    public static IEnumerable<PerfCase> Build(PerfConfig config, MatrixSelection? selection = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        selection ??= new MatrixSelection();
        Check(config, selection);
        return Cases(config, selection);
    }

    private static IEnumerable<PerfCase> Cases(PerfConfig config, MatrixSelection selection)
    {
        var uses = config
            .Tools.Where(tool => selection.Tools.Count == 0 ? tool.Enabled : selection.Tools.Contains(tool.Id))
            .SelectMany(
                tool => ToolCombinations.Of(tool),
                (tool, use) => new ToolVariant(tool, tool.Folder + use.Suffix, use.Values) { Suffix = use.Suffix }
            )
            .ToList();
        var environments = config.Environments.Where(environment =>
            selection.Environments.Count == 0 || selection.Environments.Contains(environment.Id)
        );
        foreach (var environment in environments)
        {
            var local = uses.FindAll(use => use.Spec.ApplicableEnvironments.Contains(environment.Id));
            foreach (var workload in WorkloadList.Of(config.Performance, environment.Id))
            {
                var baseline = new PerfCase(environment, workload, Tool: null);
                var tools = local
                    .Where(use => use.Spec.TestTypes.Contains(workload.Type) && use.Spec.Protocols.Contains(workload.Protocol))
                    .Where(use => !workload.IsDefault || use.Spec.NamesProtocols)
                    .Select(use => new PerfCase(environment, workload, use))
                    .Where(toolCase => IsWanted(toolCase, config.Performance))
                    .ToList();
                // A rule for tools alone still needs what the tools are compared with.
                if (tools.Count > 0 || (!workload.IsDefault && IsWanted(baseline, config.Performance)))
                    yield return baseline;
                foreach (var toolCase in tools)
                    yield return toolCase;
            }
        }
    }

    private static bool IsWanted(PerfCase candidate, PerformanceSpec spec) =>
        (spec.Include.Count == 0 || spec.Include.Any(candidate.IsMatchedBy)) && !spec.Exclude.Any(candidate.IsMatchedBy);

    private static void Check(PerfConfig config, MatrixSelection selection)
    {
        var errors = new List<ConfigurationError>();
        void Require(IEnumerable<string> asked, IReadOnlyCollection<string> declared, string what)
        {
            foreach (var name in asked.Except(declared))
            {
                var remedy = Suggestion.For(name, declared, $"{what}s");
                errors.Add(new ConfigurationError(config.Folder, 0, $"there is no {what} '{name}'", remedy));
            }
        }

        Require(selection.Tools, [.. config.Tools.Select(tool => tool.Id)], "tool");
        Require(selection.Environments, [.. config.Environments.Select(environment => environment.Id)], "environment");
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
    }
}
