using System.CommandLine;
using System.Text.Json;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Cli;

/// <summary><c>perftests match RUN</c>: the baseline runs that a run may be compared with, and why the others may not.</summary>
internal static class MatchCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("run")
        {
            Description = "Folder of a run in the result tree: ebpf/TOOL/ENV/TYPE/PROTOCOL/PARAMS/run_…",
        };
        var result = new Option<string?>("--result") { Description = "Result tree (PERFTESTS_RESULT; default: result)." };
        var hours = new Option<double>("--max-age-hours")
        {
            Description = "Maximum time between the run and a baseline.",
            DefaultValueFactory = _ => 24,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = Verb.Create(
            "match",
            "Lists the baseline runs that a run can be compared with, and why others cannot; exit code 1 if there is none.",
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetValue(run)!,
                    parsed.GetValue(result),
                    TimeSpan.FromHours(parsed.GetValue(hours)),
                    parsed.GetValue(json),
                    cancellationToken
                ),
            result,
            hours,
            json
        );
        command.Arguments.Add(run);
        return command;
    }

    private static async Task<int> RunAsync(string run, string? result, TimeSpan maxAge, bool asJson, CancellationToken cancellationToken)
    {
        var root = result is null ? SessionOptions.Read(_ => null, RepositoryRoot.Find()).ResultDir : Path.GetFullPath(result);
        var folder = Path.IsPathRooted(run) ? Path.GetRelativePath(root, run) : run.TrimEnd('/');
        BaselineMatch match;
        try
        {
            match = await new BaselineMatching(new CaseStore(new ResultTree(root)), TimeProvider.System).FindMatchingBaselineAsync(
                folder,
                maxAge,
                cancellationToken
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"perftests: {folder} is not a run of {root}: {exception.Message.Split(" (Parameter ")[0]}");
            return ExitCode.Usage;
        }
        if (asJson)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        match.Baseline,
                        Runs = match.Runs.Select(found => found.Folder),
                        match.Rejected,
                        match.Problem,
                    },
                    JsonFiles.CamelCase
                )
            );
        }
        else
        {
            foreach (var found in match.Runs)
                Console.WriteLine($"matches   {found.Folder}");
            foreach (var rejected in match.Rejected)
                Console.WriteLine($"rejected  {rejected.Folder}: {rejected.Reason}");
            if (match.Problem is { } problem)
                Console.WriteLine(problem);
        }
        return match.Runs.Count > 0 ? ExitCode.Ok : ExitCode.GateFailed;
    }
}
