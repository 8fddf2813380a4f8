using System.Globalization;
using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote;
using PerfTests.Workbench.Discovery.Files;

namespace PerfTests.Workbench.Discovery;

/// <summary>A host's work folder.</summary>
internal sealed class HostMachine(IRemoteHost host) : IScannedMachine
{
    private const int NoProgram = 127;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public string Name => host.Id;

    public IReadOnlyList<string> Roots { get; } = [host.WorkDir];

    public bool HasAbsolutePaths => true;

    /// <inheritdoc/>
    public async Task<FolderListing> ListAsync(string root, IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        var listing = await RunAsync(
            $$"""
            cd -- {{ShellWord.Quote(root)}} 2>/dev/null || exit 0
            command -v find >/dev/null || exit {{NoProgram}}
            for folder in {{Words(folders)}}; do
              [ -d "$folder" ] || continue
              printf 'D %s\0' "$folder"
              find -L "$folder" -mindepth 1 -maxdepth {{FolderListing.MostLevels}} \( -name '.*' -o -name __pycache__ \) -prune \
                -o -type f -printf '%s %p\0' -o -type l -printf 'L %p\0'
            done; exit 0
            """,
            cancellationToken
        );
        if (listing.ExitCode != 0)
            throw Unusable(listing);
        var entries = listing
            .Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(' ', 2))
            .Where(entry => entry.Length == 2)
            .Select(entry => (Kind: entry[0], Path: ToolPath.Normalize(entry[1])))
            .ToList();
        return new FolderListing(
            [.. entries.Where(entry => entry.Kind == "D").Select(entry => entry.Path)],
            [
                .. entries
                    .Where(entry => entry.Kind == "L" || long.TryParse(entry.Kind, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    .Select(entry => new ListedFile(
                        entry.Path,
                        entry.Kind == "L" ? null : long.Parse(entry.Kind, CultureInfo.InvariantCulture)
                    )),
            ],
            listing.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScannedFile>> ReadAsync(string root, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var archive = await RunAsync($"cd -- {ShellWord.Quote(root)} && tar -chPf - -- {Words(paths)}", cancellationToken);
        return archive.StandardOutput.Length == 0
            ? throw Unusable(archive)
            : await TarArchive.ReadAsync(root, archive.StandardOutput, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ScannedFile?> ReadStartAsync(string root, ListedFile file, CancellationToken cancellationToken)
    {
        var word = ShellWord.Quote(InShell(file.Path));
        var result = await RunAsync(
            $"cd -- {ShellWord.Quote(root)} && head -c {ToolFileReader.StartBytes} -- {word} && sha256sum -b <{word}",
            cancellationToken
        );
        var hash = result.StandardOutput.AsSpan(Math.Min(ToolFileReader.StartBytes, result.StandardOutput.Length));
        return result.ExitCode == 0 && hash.Length >= 64
            ? new ScannedFile(
                root,
                file.Path,
                file.SizeBytes ?? 0,
                Encoding.ASCII.GetString(hash[..64]),
                result.StandardOutput[..ToolFileReader.StartBytes]
            )
            : null;
    }

    /// <inheritdoc/>
    public async Task<CommandResult?> RunPythonAsync(
        string root,
        string program,
        IReadOnlyList<string> paths,
        CancellationToken cancellationToken
    )
    {
        var result = await RunAsync(
            $"cd -- {ShellWord.Quote(root)} && command -v python3 >/dev/null || exit {NoProgram}; "
                + $"python3 -I -W ignore -c {ShellWord.Quote(program)} {Words(paths)}",
            cancellationToken
        );
        return result.ExitCode == NoProgram ? null : result;
    }

    private Task<CommandResult> RunAsync(string line, CancellationToken cancellationToken) =>
        host.RunAsync(
            new RemoteCommand(line)
            {
                TimeLimit = Limit,
                AsRoot = true,
                OutputLimitBytes = RemoteCommand.LargeOutputBytes,
            },
            cancellationToken
        );

    private RemoteException Unusable(CommandResult result) =>
        new(
            Name,
            $"the folders of tool_discovery cannot be read: {OneLine.LastOf(result.Error, 300)} (exit code {result.ExitCode}); it needs "
                + $"find, tar and sha256sum of GNU (apt-get install findutils tar coreutils)"
        );

    private static string Words(IEnumerable<string> paths) => string.Join(' ', paths.Select(path => ShellWord.Quote(InShell(path))));

    private static string InShell(string path) => path.StartsWith('/') ? path : $"./{path}";
}
