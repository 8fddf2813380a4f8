namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>One <c>dotnet test PerfTests</c> as a process of its own, bounded in time, as a user's shell runs it.</summary>
internal sealed record SuiteRun(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <param name="configDir">Configuration set; null for the default one.</param>
    public static async Task<SuiteRun> StartAsync(string? configDir, string resultDir, params string[] arguments)
    {
        var variables = new Dictionary<string, string>
        {
            ["PERFTESTS_RESULT"] = resultDir,
            // The machine may run other labs beside these tests, whose figures nobody relies on.
            ["PERFTESTS_LOCK_DIR"] = resultDir,
        };
        if (configDir is not null)
            variables["PERFTESTS_CONFIG"] = configDir;
        var (exitCode, output) = await CleanShell.RunAsync(
            "dotnet",
            ["test", "PerfTests", "--no-build", "--nologo", .. arguments],
            RepositoryFolder.Of(),
            variables,
            Limit
        );
        return new SuiteRun(exitCode, output);
    }
}
