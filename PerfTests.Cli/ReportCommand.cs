using System.CommandLine;
using System.Text.Json;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Cli;

/// <summary><c>perftests report</c>: rebuilds every summary and report from the result tree alone, and asks the gate.</summary>
internal static class ReportCommand
{
    private static readonly Option<string?> Result = new("--result") { Description = "Result tree (PERFTESTS_RESULT; default: result)." };

    private static readonly Option<string?> Config = new("--config")
    {
        Description = "Configuration set that decides whether Inconclusive fails, in thresholds.yaml (PERFTESTS_CONFIG; default: config).",
    };

    private static readonly Option<bool> Quiet = OutputOptions.Quiet("Print only the result of the gate.");

    private static readonly Option<bool> NoGate = new("--no-gate") { Description = "Exit with 0 whatever the verdicts are." };

    public static Command Create() =>
        Verb.Create(
            "report",
            "Rebuilds summaries and reports from the result tree; exit code 1 if the gate is closed.",
            RunAsync,
            Result,
            Config,
            OutputOptions.Json,
            Quiet,
            NoGate
        );

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = SessionOptions.Read(_ => null, RepositoryRoot.Find());
        var root = parsed.GetValue(Result) is { } given ? Path.GetFullPath(given) : options.ResultDir;
        if (!ResultTree.IsAt(root))
        {
            await Console.Error.WriteLineAsync(
                $"perftests: there is no result tree at {root}: no folder baseline or ebpf; name the folder that holds them with --result"
            );
            return ExitCode.Usage;
        }
        var failOnInconclusive = options.FailOnInconclusive ?? (InconclusiveFails(options, parsed.GetValue(Config)) ? true : null);
        ReportOutcome outcome;
        try
        {
            // A session that runs writes the same files, from what it has measured since.
            using var alone = await ExclusiveUse.OfResultTreeAsync(root, options.Wait, TimeProvider.System, cancellationToken);
            outcome = await SessionReport.BuildAsync(root, session: null, failOnInconclusive, TimeProvider.System, cancellationToken);
        }
        catch (Exception exception) when (exception is (IOException and not ResultStorageException) or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(
                $"perftests: the tree cannot be read or its reports not written: {exception.Message.TrimEnd('.')}; copy the tree to a "
                    + $"place that can be written to"
            );
            return ExitCode.EnvironmentNotUsable;
        }
        if (parsed.GetValue(OutputOptions.Json))
            Console.WriteLine(JsonSerializer.Serialize(ReportDocument.Of(outcome), JsonFiles.CamelCase));
        else
            Terminal.Print(parsed.GetValue(Quiet) ? Gate(outcome) : Text(outcome));
        return parsed.GetValue(NoGate) ? ExitCode.Ok : outcome.Gate.ExitCode;
    }

    /// <summary>
    /// A set that was asked for must load; the default one only counts when it does, since the tree may be from elsewhere.
    /// </summary>
    private static bool InconclusiveFails(SessionOptions options, string? config)
    {
        try
        {
            return ConfigLoader.Load(config is null ? options.ConfigDir : Path.GetFullPath(config)).Thresholds.FailOnInconclusive;
        }
        catch (ConfigurationException) when (config is null)
        {
            return false;
        }
    }

    private static string Text(ReportOutcome outcome) =>
        string.Join(
            Environment.NewLine,
            [
                outcome.Table,
                .. outcome.Problems.Count == 0 ? [] : (string[])["", "Problems of the tree:"],
                .. outcome.Problems.Select(problem => $"- {problem}"),
                .. outcome.Recommendations.Count == 0 ? [] : (string[])["", "Recommendations:"],
                .. outcome.Recommendations.Select(each => $"- {each.Severity}, {each.Rule}: {each.Sentence}"),
                "",
                Gate(outcome),
            ]
        );

    private static string Gate(ReportOutcome outcome) => $"Gate: {outcome.Gate.Outcome}";
}
