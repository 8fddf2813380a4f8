using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Discovery.Files;

/// <summary>Lists the files of a machine's scanned folders and reads them, with a note for each that it cannot read.</summary>
/// <param name="notes">Receives the notes.</param>
internal sealed class ToolFileReader(IScannedMachine machine, ICollection<ScanNote> notes)
{
    /// <summary>Larger files are hashed, not read: no script under test is that long.</summary>
    public const int LimitBytes = 1 << 20;

    private const long LargestHashedBytes = 1L << 30;
    private const int MostFiles = 500;
    private const int FilesPerCommand = 50;

    /// <summary>The files of all roots whose names match, by path.</summary>
    /// <exception cref="RemoteException">The machine cannot be scanned.</exception>
    public async Task<IReadOnlyList<ScannedFile>> ReadAsync(ToolDiscovery discovery, CancellationToken cancellationToken)
    {
        var folders = discovery.ScanDirectories.Select(Folder).OfType<string>().Distinct().ToList();
        var absent = folders.ToHashSet(StringComparer.Ordinal);
        var found = new SortedDictionary<string, ScannedFile>(StringComparer.Ordinal);
        foreach (var root in machine.Roots)
        {
            var sizes = await ListAsync(root, folders, absent, discovery.FilePatterns, cancellationToken);
            foreach (var path in found.Keys)
                sizes.Remove(path);
            foreach (var batch in sizes.OrderBy(file => file.Key, StringComparer.Ordinal).Take(MostFiles).Chunk(FilesPerCommand))
            {
                foreach (var file in await ReadBatchAsync(root, batch, cancellationToken))
                    found[file.Path] = file;
            }
            if (sizes.Count > MostFiles)
                Note(
                    root,
                    $"{sizes.Count} files match, only the first {MostFiles} are looked at; name smaller folders in scan_directories"
                );
        }
        foreach (var folder in absent)
            Note(folder, "there is no such folder");
        return [.. found.Values];
    }

    /// <summary>A scanned folder without what two spellings may differ in; null, with a note, when it cannot be scanned here.</summary>
    private string? Folder(string directory)
    {
        if (directory.Split('/').Contains(".."))
        {
            Note(directory, "leaves its folder, so a tool there could not be listed; write it without '..'");
            return null;
        }
        var isAbsolute = directory.StartsWith('/');
        if (isAbsolute && !machine.HasAbsolutePaths)
        {
            Note(directory, "is absolute: such a tool is on a host only, scan it with --host");
            return null;
        }
        return ToolPath.Normalize(directory);
    }

    private async Task<Dictionary<string, long>> ListAsync(
        string root,
        List<string> folders,
        HashSet<string> absent,
        IReadOnlyList<string> patterns,
        CancellationToken cancellationToken
    )
    {
        if (folders.Count == 0)
            return [];
        var names = string.Join(' ', folders.Select(folder => ShellWord.Quote(InShell(folder))));
        var listing = await machine.RunAsync(
            $$"""
            cd -- {{ShellWord.Quote(root)}} 2>/dev/null || exit 0
            command -v find >/dev/null || exit 127
            for folder in {{names}}; do
              [ -d "$folder" ] || continue
              printf 'D %s\0' "$folder"
              find -L "$folder" -mindepth 1 -maxdepth 16 \( -name '.*' -o -name __pycache__ \) -prune -o -type f -printf '%s %p\0' -o -type l -printf 'L %p\0'
            done; exit 0
            """,
            cancellationToken
        );
        if (listing.ExitCode != 0)
            throw Unusable(listing);
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var entry in listing.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var (kind, path) = (
                entry[..entry.IndexOf(' ', StringComparison.Ordinal)],
                ToolPath.Normalize(entry[(entry.IndexOf(' ', StringComparison.Ordinal) + 1)..])
            );
            if (kind == "D")
                absent.Remove(path);
            else if (patterns.Any(pattern => Glob.Matches(pattern, path[(path.LastIndexOf('/') + 1)..])))
                Take(kind, path, sizes);
        }
        foreach (var line in Lines(listing.Error))
            Note(root, line);
        return sizes;
    }

    private void Take(string kind, string path, Dictionary<string, long> sizes)
    {
        if (kind == "L")
            Note(path, "is a symbolic link that leads nowhere");
        else if (path.Contains('\uFFFD', StringComparison.Ordinal))
            Note(path, "has a name that is not UTF-8; rename it");
        else if (path.Any(char.IsControl))
            Note(path, "has a line break or another control character in its name, which no configuration can hold; rename it");
        else if (path.StartsWith('-') || path.Trim() != path)
            Note(path, "has a path that starts with '-' or has blanks at an end, which no configuration can hold; rename it");
        else if (!long.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            Note(path, "has no size that the machine tells");
        else if (size == 0)
            Note(path, "is empty");
        else if (size > LargestHashedBytes)
            Note(path, $"is larger than {LargestHashedBytes >> 20} MiB; it is not looked at");
        else
            sizes[path] = size;
    }

    private async Task<IReadOnlyList<ScannedFile>> ReadBatchAsync(
        string root,
        KeyValuePair<string, long>[] batch,
        CancellationToken cancellationToken
    )
    {
        var small = batch.Where(file => file.Value <= LimitBytes).Select(file => file.Key).ToList();
        var large = batch.Where(file => file.Value > LimitBytes).ToList();
        var files = new List<ScannedFile>();
        if (small.Count > 0)
        {
            var archive = await machine.RunAsync($"cd -- {ShellWord.Quote(root)} && tar -chPf - -- {Words(small)}", cancellationToken);
            if (archive.StandardOutput.Length == 0)
                throw Unusable(archive);
            files.AddRange(await UnpackAsync(root, archive.StandardOutput, cancellationToken));
        }
        foreach (var (path, size) in large)
        {
            // Four bytes tell a compiled program; its hash tells whether it changed.
            var word = ShellWord.Quote(InShell(path));
            var result = await machine.RunAsync(
                $"cd -- {ShellWord.Quote(root)} && head -c 4 -- {word} && sha256sum -b <{word}",
                cancellationToken
            );
            if (result.ExitCode == 0)
                files.Add(
                    new ScannedFile(
                        root,
                        path,
                        size,
                        Encoding.ASCII.GetString(result.StandardOutput.AsSpan(4, 64)),
                        result.StandardOutput[..4]
                    )
                );
        }
        var read = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, _) in batch.Where(file => !read.Contains(file.Key)))
            Note(path, "cannot be read; make it readable for the user who scans");
        return files;
    }

    private static async Task<IReadOnlyList<ScannedFile>> UnpackAsync(string root, byte[] archive, CancellationToken cancellationToken)
    {
        var files = new List<ScannedFile>();
        using var stream = new MemoryStream(archive);
        var reader = new TarReader(stream);
        await using (reader)
        {
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                // A second hard link to a file of the archive comes as a link, without content.
                if (entry.EntryType is TarEntryType.HardLink)
                {
                    var target = files.Find(file => file.Path == ToolPath.Normalize(entry.LinkName));
                    if (target is not null)
                        files.Add(target with { Path = ToolPath.Normalize(entry.Name) });
                    continue;
                }
                using var content = new MemoryStream();
                if (entry.DataStream is not null)
                    await entry.DataStream.CopyToAsync(content, cancellationToken);
                var bytes = content.ToArray();
                files.Add(
                    new ScannedFile(
                        root,
                        ToolPath.Normalize(entry.Name),
                        bytes.Length,
                        Convert.ToHexStringLower(SHA256.HashData(bytes)),
                        bytes
                    )
                );
            }
        }
        return files;
    }

    private RemoteException Unusable(CommandResult result) =>
        new(
            machine.Name,
            $"the folders of tool_discovery cannot be read: {OneLine.LastOf(result.Error, 300)} (exit code {result.ExitCode}); it needs "
                + $"find, tar and sha256sum of GNU (apt-get install findutils tar coreutils)"
        );

    private void Note(string path, string text) => notes.Add(new ScanNote(machine.Name, path, text));

    private static string Words(IEnumerable<string> paths) => string.Join(' ', paths.Select(path => ShellWord.Quote(InShell(path))));

    private static string InShell(string path) => path.StartsWith('/') ? path : $"./{path}";

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
