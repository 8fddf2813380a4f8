using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Cli;

/// <summary><c>perftests demo</c>: the whole suite on the embedded lab, through the same <c>dotnet test</c> that everybody uses.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var filter = new Option<string?>("--filter") { Description = "A filter of dotnet test, such as Category=Latency." };
        var resume = new Option<bool>("--resume") { Description = "Go on where the last session stopped (PERFTESTS_RESUME=1)." };
        return Verb.Create(
            "demo", "Measures the sample tools on the embedded lab and prints the verdicts; exit code 0 when the gate is open, 1 when not.",
            (parsed, _) =>
            {
                var options = SelectionOptions.Read(parsed);
                return RunAsync(options with { Resume = options.Resume || parsed.GetValue(resume) }, parsed.GetValue(filter));
            },
            [.. SelectionOptions.All, filter, resume]);
    }

    private static async Task<int> RunAsync(SessionOptions options, string? filter)
    {
        // A mistake is told at once, in one piece, rather than as a failed test; and so is another session in the same tree.
        SessionPlan.Load(options);
        (await ExclusiveUse.OfResultTreeAsync(options.ResultDir, options.Wait, TimeProvider.System, CancellationToken.None)).Dispose();
        var started = TimeProvider.System.GetUtcNow();
        using var tests = StartTests(options, filter);
        using (DescendantSignals.Forward(tests.Id))
            await tests.WaitForExitAsync();
        if (await SessionOutcome.ReadAsync(options.ResultDir, started, CancellationToken.None) is not { } outcome)
        {
            await Console.Error.WriteLineAsync("perftests: the test run ended before it could say how; see its output above");
            return tests.ExitCode == 0 ? ExitCode.EnvironmentNotUsable : ExitCode.GateFailed;
        }
        Console.WriteLine(outcome.Message);
        // The run must be red when either of the two says so.
        return outcome.ExitCode != ExitCode.Ok ? outcome.ExitCode : tests.ExitCode == 0 ? ExitCode.Ok : ExitCode.GateFailed;
    }

    private static Process StartTests(SessionOptions options, string? filter)
    {
        var root = RepositoryRoot.Find();
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = root };
        string[] arguments =
        [
            "test", "PerfTests", "--no-build", "--configuration", "Debug", "--nologo", "--settings", Path.Combine(root, "runsettings", "lab.runsettings"),
            .. filter is null ? Array.Empty<string>() : ["--filter", filter],
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["PERFTESTS_CONFIG"] = options.ConfigDir;
        start.Environment["PERFTESTS_RESULT"] = options.ResultDir;
        start.Environment["PERFTESTS_TOOLS"] = string.Join(',', options.Tools);
        start.Environment["PERFTESTS_ENVIRONMENTS"] = string.Join(',', options.Environments);
        start.Environment["PERFTESTS_BUDGET"] = options.BudgetPercent?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
        start.Environment["PERFTESTS_RESUME"] = options.Resume ? "1" : "";
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
    }
}
