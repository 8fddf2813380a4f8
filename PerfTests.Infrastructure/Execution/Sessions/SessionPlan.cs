using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>What a session is going to do: its configuration with the user's choices applied, and every case of its matrix.</summary>
public sealed class SessionPlan
{
    private readonly ILookup<string, PerfCase> _toolCasesByBaseline;

    private SessionPlan(SessionOptions options, PerfConfig config)
    {
        (Options, Config) = (options, config);
        var cases = TestMatrix.Build(config, options.Selection).ToList();
        _toolCasesByBaseline = cases
            .Where(perfCase => perfCase.Arm == Arm.Ebpf)
            .ToLookup(perfCase => perfCase.BaselineName, StringComparer.Ordinal);
        // Who asks for a tool wants the baselines of that tool's conditions, and no others.
        Cases =
        [
            .. cases.Where(perfCase =>
                options.Tools.Count == 0 || perfCase.Arm == Arm.Ebpf || _toolCasesByBaseline.Contains(perfCase.Name)
            ),
        ];
    }

    public SessionOptions Options { get; }

    public PerfConfig Config { get; }

    public IReadOnlyList<PerfCase> Cases { get; }

    /// <exception cref="ConfigurationException">The configuration, or a choice of the user, cannot be used.</exception>
    public static SessionPlan Load(SessionOptions options)
    {
        var config = ConfigLoader.Load(options.ConfigDir, RepositoryRoot.Find());
        List<ConfigurationError> errors =
        [
            .. Unknown("tool", options.Tools, config.Tools.Select(tool => tool.Id), "ebpf-tools-spec.yaml"),
            .. Unknown(
                "environment",
                options.Environments,
                config.Environments.Select(environment => environment.Id),
                "test-environments.yaml"
            ),
        ];
        errors.AddRange(UnusedRules.Of(config));
        errors.AddRange(OverriddenBudgets.Of(config));
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
        var plan = new SessionPlan(
            options,
            config with
            {
                Thresholds = config.Thresholds with
                {
                    FailOnInconclusive = options.FailOnInconclusive ?? config.Thresholds.FailOnInconclusive,
                },
            }
        );
        // Of two tools asked for, one without a case would go unmeasured and the run could still be green.
        errors.AddRange(
            options
                .Tools.Where(tool => plan.Cases.All(perfCase => perfCase.Tool?.Spec.Id != tool))
                .Select(tool => WithoutCase("tool", tool))
        );
        errors.AddRange(
            options
                .Environments.Where(id => plan.Cases.All(perfCase => perfCase.Environment.Id != id))
                .Select(id => WithoutCase("environment", id))
        );
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
        return plan.Cases.Count > 0
            ? plan
            : throw new ConfigurationException([
                new ConfigurationError(
                    options.ConfigDir,
                    0,
                    "the configuration gives no case at all",
                    "Check the include and exclude rules, and the tools' scopes."
                ),
            ]);
    }

    /// <summary>
    /// A plan of all cases of another configuration, in a result tree of its own, for a session that is no measurement of the user's.
    /// </summary>
    internal SessionPlan Over(PerfConfig config, string resultDir) =>
        new(Options with { ResultDir = resultDir, Tools = [], Environments = [] }, config);

    /// <summary>Budgets of a case, in percent by metric name; empty for a baseline case.</summary>
    internal IReadOnlyDictionary<string, double> Budgets(PerfCase perfCase) =>
        perfCase.Tool is null ? new Dictionary<string, double>() : WorkloadBudgets(perfCase);

    /// <summary>Budgets of a case; for a baseline case those that a tool without rules of its own would get there.</summary>
    internal IReadOnlyDictionary<string, double> WorkloadBudgets(PerfCase perfCase)
    {
        var workload = perfCase.Workload;
        var budgets = Config.Thresholds.BudgetsFor(
            perfCase.Environment.Id,
            perfCase.Tool?.Spec.Id,
            workload.Type,
            workload.Protocol,
            workload.Params
        );
        return Options.BudgetPercent is not { } percent ? budgets : budgets.Keys.ToDictionary(metric => metric, _ => percent);
    }

    /// <summary>Budgets of the tool cases that are measured under a baseline case's conditions.</summary>
    internal IReadOnlyList<CaseBudget> DependentBudgets(PerfCase perfCase) =>
        perfCase.Tool is not null
            ? []
            :
            [
                .. _toolCasesByBaseline[perfCase.BaselineName]
                    .SelectMany(dependent => Budgets(dependent).Select(budget => new CaseBudget(dependent.Name, budget.Key, budget.Value))),
            ];

    private static ConfigurationError WithoutCase(string kind, string id) =>
        new(
            "performance-test-spec.yaml",
            0,
            $"no case of the matrix has the {kind} '{id}', which was asked for",
            "Check the include and exclude rules, and the applicable_environments and test_scope of the tools; 'perftests matrix' shows "
                + "what is left."
        );

    private static IEnumerable<ConfigurationError> Unknown(string kind, IReadOnlyList<string> asked, IEnumerable<string> known, string file)
    {
        var names = known.ToList();
        return asked
            .Except(names)
            .Select(name => new ConfigurationError(file, 0, $"there is no {kind} '{name}'", $"Known: {string.Join(", ", names)}."));
    }
}
