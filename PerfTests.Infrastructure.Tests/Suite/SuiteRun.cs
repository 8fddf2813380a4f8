using System.Diagnostics;

namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>One <c>dotnet test PerfTests</c> as a process of its own, bounded in time, as a user's shell runs it.</summary>
internal sealed record SuiteRun(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <param name="configDir">Configuration set; null for the default one.</param>
    public static async Task<SuiteRun> StartAsync(string? configDir, string resultDir, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["test", "PerfTests", "--no-build", "--nologo", .. arguments])
        {
            WorkingDirectory = RepositoryFolder.Of(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What this test run was started with must not be handed on: coverage, debugging, and the user's own choices.
        string[] foreign = ["PERFTESTS_", "VSTEST_", "CORECLR_", "COR_", "MSBUILD", "COVERLET"];
        foreach (var name in start.Environment.Keys.Where(name => foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);
        start.Environment["PERFTESTS_RESULT"] = resultDir;
        // The machine may run other labs beside these tests, whose figures nobody relies on.
        start.Environment["PERFTESTS_LOCK_DIR"] = resultDir;
        if (configDir is not null)
            start.Environment["PERFTESTS_CONFIG"] = configDir;
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await Task.WhenAll(process.WaitForExitAsync(), output, error).WaitAsync(Limit);
            return new SuiteRun(process.ExitCode, await output + await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
