namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>One <c>dotnet test</c> of the suite as a process of its own, bounded in time, as a user's shell runs it.</summary>
internal sealed record SuiteRun(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>By the project, as the README says.</summary>
    /// <param name="configDir">Configuration set; null for the default one.</param>
    public static Task<SuiteRun> OfProjectAsync(string? configDir, string resultDir, params string[] arguments) =>
        RunAsync(configDir, resultDir, ["test", "PerfTests", "--no-build", "--nologo", .. arguments]);

    /// <summary>Of what was built of it, which asks MSBuild nothing.</summary>
    /// <inheritdoc cref="OfProjectAsync"/>
    public static Task<SuiteRun> StartAsync(string? configDir, string resultDir, params string[] arguments) =>
        RunAsync(
            configDir,
            resultDir,
            [
                "test",
                RepositoryFolder.Of("artifacts", "bin", "PerfTests", "debug", "PerfTests.dll"),
                "--settings",
                RepositoryFolder.Of("runsettings", "lab.runsettings"),
                "--nologo",
                .. arguments,
            ]
        );

    private static async Task<SuiteRun> RunAsync(string? configDir, string resultDir, IEnumerable<string> arguments)
    {
        var variables = new Dictionary<string, string>
        {
            ["PERFTESTS_RESULT"] = resultDir,
            // The machine may run other labs beside these tests, whose figures nobody relies on.
            ["PERFTESTS_LOCK_DIR"] = resultDir,
        };
        if (configDir is not null)
            variables["PERFTESTS_CONFIG"] = configDir;
        var (exitCode, output) = await CleanShell.RunAsync("dotnet", arguments, RepositoryFolder.Of(), variables, Limit);
        return new SuiteRun(exitCode, output);
    }
}
