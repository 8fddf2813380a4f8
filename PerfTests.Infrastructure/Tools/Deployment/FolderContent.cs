using System.Security.Cryptography;
using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools.Deployment;

/// <summary>What a tool's folder, or its single file, holds: a hash and the executable bit of every file.</summary>
/// <param name="Files">By path below the folder; a single file is <c>""</c>.</param>
/// <remarks>Python's <c>__pycache__</c> is left out: it is made where a tool runs and differs on every host.</remarks>
internal sealed record FolderContent(IReadOnlyDictionary<string, string> Files)
{
    private const string Cache = "__pycache__";

    /// <exception cref="ToolFailedException">A file cannot be read, or a link makes the folder endless.</exception>
    public static async Task<FolderContent> ReadLocalAsync(string path, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var at = path;
        try
        {
            foreach (var file in Directory.Exists(path) ? Walk(path, [RealPath(path)]) : [path])
            {
                at = file;
                var stream = RegularFile.OpenRead(file, ToolVersion.LargestFileBytes);
                await using (stream)
                {
                    var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
                    files[file == path ? "" : Path.GetRelativePath(path, file)] = Mark(
                        hash,
                        !OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute)
                    );
                }
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolFailedException(
                $"{path} cannot be copied to a host: {(at == path ? "" : $"{Path.GetRelativePath(path, at)}: ")}{problem.Message}; "
                    + $"correct it, or move the tool to a folder of its own"
            );
        }
        return new FolderContent(files);
    }

    /// <summary>What the host has at the path; empty when it has nothing, null when the host cannot say.</summary>
    /// <remarks>One command for all files.</remarks>
    /// <exception cref="RemoteException">The host cannot be reached.</exception>
    public static async Task<FolderContent?> ReadAsync(IRemoteHost host, string remotePath, CancellationToken cancellationToken)
    {
        var path = ShellWord.Quote(remotePath);
        var files = $"find {path} -name {Cache} -prune -o -type f";
        var result = await host.RunAsync(
            new RemoteCommand(
                $"[ -e {path} ] || exit 0; {files} -printf '%m %p\\0' && printf '\\0' && {files} -exec sha256sum -z -- '{{}}' +"
            )
            {
                TimeLimit = TimeSpan.FromMinutes(2),
                AsRoot = true,
                OutputLimitBytes = RemoteCommand.LargeOutputBytes,
            },
            cancellationToken
        );
        return result.ExitCode == 0 ? Parse(result.StandardOutput, remotePath) : null;
    }

    /// <summary>Every file of either side by its state, in order of the paths.</summary>
    public IReadOnlyList<(string Path, FileState State)> CompareWith(FolderContent onHost) =>
        [.. Files.Keys.Union(onHost.Files.Keys).Order(StringComparer.Ordinal).Select(path => (path, StateOf(path, onHost)))];

    /// <summary>Whether the host has exactly these files.</summary>
    public bool IsSameAs(FolderContent onHost) => CompareWith(onHost).All(file => file.State == FileState.Same);

    private FileState StateOf(string path, FolderContent onHost) =>
        !Files.TryGetValue(path, out var here) ? FileState.HostOnly
        : !onHost.Files.TryGetValue(path, out var there) ? FileState.Missing
        : here == there ? FileState.Same
        : FileState.Changed;

    internal static FolderContent? Parse(byte[] output, string remotePath)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (output is [] or [0])
            return new FolderContent(files);
        var text = Encoding.UTF8.GetString(output);
        // Two lists: modes and paths, an empty entry, hashes and paths.
        var parts = text.Split("\0\0", 2);
        if (parts.Length != 2)
            return null;
        var modes = parts[0]
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(' ', 2))
            .Where(entry => entry.Length == 2)
            .DistinctBy(entry => entry[1])
            .ToDictionary(entry => entry[1], entry => entry[0], StringComparer.Ordinal);
        foreach (var entry in parts[1].Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Length < 67 || !modes.TryGetValue(entry[66..], out var mode) || Below(entry[66..], remotePath) is not { } below)
                return null;
            files[below] = Mark(entry[..64], mode.Length >= 3 && ((mode[^3] - '0') & 1) == 1);
        }
        return new FolderContent(files);
    }

    /// <returns>Null for a path that is not below the folder.</returns>
    private static string? Below(string path, string folder) =>
        path == folder ? ""
        : path.StartsWith($"{folder.TrimEnd('/')}/", StringComparison.Ordinal) ? path[(folder.TrimEnd('/').Length + 1)..]
        : null;

    private static string Mark(string hash, bool isExecutable) => isExecutable ? $"{hash} x" : hash;

    private static IEnumerable<string> Walk(string folder, IReadOnlyList<string> above)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            yield return file;
        foreach (var below in Directory.EnumerateDirectories(folder).Where(below => Path.GetFileName(below) != Cache))
        {
            var real = RealPath(below);
            if (above.Contains(real))
                throw new IOException($"{below} is a symbolic link to a folder above it");
            foreach (var file in Walk(below, [.. above, real]))
                yield return file;
        }
    }

    private static string RealPath(string folder) =>
        new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(folder);
}
