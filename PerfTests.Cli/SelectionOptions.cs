using System.CommandLine;
using PerfTests.Infrastructure.Execution.Sessions;

namespace PerfTests.Cli;

/// <summary>Options that choose the configuration set and a part of its matrix.</summary>
internal static class SelectionOptions
{
    private static readonly Option<string?> Config = new("--config")
    {
        Description = "Configuration set: a folder of YAML files (PERFTESTS_CONFIG; default: config).",
    };

    private static readonly Option<string?> Result = new("--result") { Description = "Result tree (PERFTESTS_RESULT; default: result)." };

    private static readonly Option<string[]> Tool = new("--tool")
    {
        Description = "Only this tool, even if it is not enabled; repeatable (PERFTESTS_TOOLS).",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string[]> Environment = new("--environment")
    {
        Description = "Only this environment; repeatable (PERFTESTS_ENVIRONMENTS).",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<double?> Budget = new("--budget")
    {
        Description = "Replace every budget by this one, in percent (PERFTESTS_BUDGET).",
    };

    public static IReadOnlyList<Option> All { get; } = [Config, Result, Tool, Environment, Budget];

    /// <summary>The session's options: what the command line says, over the environment variables.</summary>
    public static SessionOptions Read(ParseResult parsed)
    {
        var options = SessionOptions.Read(_ => null, RepositoryRoot.Find());
        return options with
        {
            ConfigDir = parsed.GetValue(Config) is { } config ? Path.GetFullPath(config) : options.ConfigDir,
            ResultDir = parsed.GetValue(Result) is { } result ? Path.GetFullPath(result) : options.ResultDir,
            Tools = parsed.GetValue(Tool) is { Length: > 0 } tools ? tools : options.Tools,
            Environments = parsed.GetValue(Environment) is { Length: > 0 } environments ? environments : options.Environments,
            BudgetPercent = parsed.GetValue(Budget) ?? options.BudgetPercent,
        };
    }
}
