namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>One verb of <c>./perftests</c> as a process of its own, as a user's shell runs it.</summary>
internal sealed record CliRun(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The program that the launcher runs.</summary>
    public static string Program => RepositoryFolder.Of("artifacts", "bin", "PerfTests.Cli", "debug", "perftests.dll");

    public static async Task<CliRun> StartAsync(string folder, params string[] arguments) =>
        Of(await CleanShell.RunAsync("dotnet", [Program, .. arguments], folder, new Dictionary<string, string>(), Limit));

    /// <summary>The same at a terminal, which a person types the answers into.</summary>
    public static async Task<CliRun> AtTerminalAsync(string folder, string answers, params string[] arguments)
    {
        var line = string.Join(
            ' ',
            ((string[])["dotnet", Program, .. arguments]).Select(Infrastructure.Configuration.Commands.ShellWord.Quote)
        );
        return Of(
            await CleanShell.RunAsync("script", ["-qec", line, "/dev/null"], folder, new Dictionary<string, string>(), Limit, answers)
        );
    }

    private static CliRun Of((int ExitCode, string Output) run) => new(run.ExitCode, run.Output);
}
