using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Tests.Suite;

namespace PerfTests.Infrastructure.Tests.Documentation;

/// <summary>
/// What a reader of a tutorial has before him: a checkout, whose configuration and results he may change. Disposing removes all of it.
/// </summary>
/// <remarks>
/// Its <c>perftests</c> runs what the launcher would have built, and lets three rounds decide: the tutorials' commands are on trial here,
/// not the figures.
/// </remarks>
internal sealed class TutorialCheckout : IAsyncDisposable
{
    /// <summary>Name of the lab that stands in for a reader's hosts.</summary>
    private const string Lab = "stand-in";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("pt-tutorial-").FullName;
    private readonly string _lab = $"{Lab}-{Guid.NewGuid():N}"[..16];

    public TutorialCheckout()
    {
        foreach (var entry in Directory.GetFileSystemEntries(RepositoryFolder.Of()))
        {
            if (Path.GetFileName(entry) is not ("config" or "result" or "perftests" or "artifacts" or ".git"))
                File.CreateSymbolicLink(Path.Combine(_folder, Path.GetFileName(entry)), entry);
        }
        Directory.CreateDirectory(Path.Combine(_folder, "config"));
        Directory.CreateDirectory(Path.Combine(_folder, "result"));
        foreach (var file in Directory.GetFiles(RepositoryFolder.Of("config"), "*.yaml"))
            File.Copy(file, Path.Combine(_folder, "config", Path.GetFileName(file)));
        var launcher = Path.Combine(_folder, "perftests");
        File.WriteAllText(
            launcher,
            $"""
            #!/bin/sh
            find config -name thresholds.yaml -exec sed -i 's/^looks: .*/looks: [3]/; s/^baseline_rounds: .*/baseline_rounds: 3/' '{"{}"}' +
            exec dotnet {CliRun.Program} "$@"

            """
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(launcher, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs a block as a whole; the first command that fails ends it.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(FencedBlock block) =>
        CleanShell.RunAsync(
            "bash",
            ["-e", "-o", "pipefail", "-c", Here(block.Text)],
            _folder,
            new Dictionary<string, string>
            {
                ["PERFTESTS_CONFIG"] = Path.Combine(_folder, "config"),
                ["PERFTESTS_RESULT"] = Path.Combine(_folder, "result"),
                // The machine may run other labs beside these tests, whose figures nobody relies on.
                ["PERFTESTS_LOCK_DIR"] = _folder,
            },
            Limit
        );

    /// <summary>The text with a lab of this run's own in place of the reader's.</summary>
    public string Here(string text) =>
        text.Replace($"--name {Lab}", $"--name {_lab}", StringComparison.Ordinal)
            .Replace($"'{Lab}'", $"'{_lab}'", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await EmbeddedLab.TakeDownAsync(_lab, CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }
}
