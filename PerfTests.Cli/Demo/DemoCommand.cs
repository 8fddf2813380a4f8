using System.CommandLine;
using System.Text.Json.Nodes;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Reporting.Live;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Cli.Demo;

/// <summary><c>perftests demo</c>: the whole suite on the embedded lab, through the same <c>dotnet test</c> that everybody uses.</summary>
internal static class DemoCommand
{
    private static readonly Option<string?> Filter = new("--filter") { Description = "A dotnet test filter, such as Category=Latency." };

    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Continue where the last session stopped (PERFTESTS_RESUME=1).",
    };

    private static readonly Option<bool> Quiet = OutputOptions.Quiet("Print only the results: no plan, no progress.");

    public static Command Create() =>
        Verb.Create(
            "demo",
            "Measures the sample tools on the embedded lab and prints the verdicts; exit code 1 if the gate is closed.",
            (parsed, _) =>
            {
                var options = SelectionOptions.Read(parsed);
                return RunAsync(
                    options with
                    {
                        Resume = options.Resume || parsed.GetValue(Resume),
                    },
                    parsed.GetValue(Filter),
                    Terminal.View(parsed.GetValue(Quiet), parsed.GetValue(OutputOptions.Json)),
                    parsed.GetValue(OutputOptions.Json)
                );
            },
            [.. SelectionOptions.All, Filter, Resume, Quiet, OutputOptions.Json]
        );

    private static async Task<int> RunAsync(SessionOptions options, string? filter, IProgressView view, bool asJson)
    {
        // A mistake is told at once, in one piece, rather than as a failed test; and so is another session in the same tree.
        SessionPlan.Load(options);
        (await ExclusiveUse.OfResultTreeAsync(options.ResultDir, options.Wait, TimeProvider.System, CancellationToken.None)).Dispose();
        var started = TimeProvider.System.GetUtcNow();
        using var tests = TestRun.Start(options, filter);
        ProgressEvent? report = null;
        ProgressEvent? ended = null;
        int testsExitCode;
        using (DescendantSignals.Forward(tests.ProcessId))
        {
            await view.ShowAsync(Watched());
            testsExitCode = await tests.Ended;
        }
        // What the session says itself comes first: the file may be another session's, or could not be written.
        var outcome = ended is { ExitCode: { } code, Text: var why }
            ? new SessionOutcome(code, why, TimeProvider.System.GetUtcNow())
            : await SessionOutcome.ReadAsync(options.ResultDir, started, CancellationToken.None)
                ?? (
                    tests.FilterMistake is { } mistake ? new SessionOutcome(ExitCode.Usage, mistake, TimeProvider.System.GetUtcNow()) : null
                )
                ?? new SessionOutcome(
                    testsExitCode == 0 ? ExitCode.EnvironmentNotUsable : ExitCode.GateFailed,
                    $"the test run ended before it could say how; {tests.LastWords}",
                    TimeProvider.System.GetUtcNow()
                );
        // The run must be red when either of the two says so.
        var exitCode =
            outcome.ExitCode != ExitCode.Ok ? outcome.ExitCode
            : testsExitCode == 0 ? ExitCode.Ok
            : ExitCode.GateFailed;
        var message =
            outcome.ExitCode == ExitCode.Ok && exitCode != ExitCode.Ok
                ? $"{outcome.Message}, and yet dotnet test failed; {tests.LastWords}"
                : outcome.Message;
        if (asJson)
            Console.WriteLine(Document(exitCode, message, report).ToJsonString(JsonFiles.CamelCase));
        else if (report is not null)
            Terminal.Print(report.Text);
        if (!asJson && (report is null || message != outcome.Message))
            await Console.Error.WriteLineAsync($"perftests: {message}");
        return exitCode;

        async IAsyncEnumerable<ProgressEvent?> Watched()
        {
            await foreach (var happened in tests.FollowAsync())
            {
                report = happened is { Kind: ProgressKind.Report } ? happened : report;
                ended = happened is { Kind: ProgressKind.Ended } ? happened : ended;
                yield return happened;
            }
        }
    }

    private static JsonObject Document(int exitCode, string message, ProgressEvent? report)
    {
        var document = new JsonObject { ["exitCode"] = exitCode, ["message"] = message };
        foreach (var (name, value) in report?.Document is { } came ? JsonObject.Create(came)!.ToList() : [])
            document[name] = value?.DeepClone();
        return document;
    }
}
