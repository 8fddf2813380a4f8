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

    /// <summary>Bytes that tell a compiled program.</summary>
    public const int StartBytes = 4;

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
            var listed = await ListAsync(root, folders, absent, discovery.FilePatterns, cancellationToken);
            foreach (var path in found.Keys)
                listed.Remove(path);
            var first = listed.Values.OrderBy(file => file.Path, StringComparer.Ordinal).Take(MostFiles);
            foreach (var batch in first.Chunk(FilesPerCommand))
            {
                foreach (var file in await ReadBatchAsync(root, batch, cancellationToken))
                    found[file.Path] = file;
            }
            if (listed.Count > MostFiles)
                Note(
                    root,
                    $"{listed.Count} files match, only the first {MostFiles} are looked at; name smaller folders in scan_directories"
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

    private async Task<Dictionary<string, ListedFile>> ListAsync(
        string root,
        List<string> folders,
        HashSet<string> absent,
        IReadOnlyList<string> patterns,
        CancellationToken cancellationToken
    )
    {
        if (folders.Count == 0)
            return [];
        var listing = await machine.ListAsync(root, folders, cancellationToken);
        absent.ExceptWith(listing.Folders);
        foreach (var problem in listing.Problems)
            Note(root, problem);
        return listing
            .Files.Where(file => patterns.Any(pattern => Glob.Matches(pattern, file.Path[(file.Path.LastIndexOf('/') + 1)..])))
            .DistinctBy(file => file.Path, StringComparer.Ordinal)
            .Where(IsReadable)
            .ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    private bool IsReadable(ListedFile file)
    {
        var (path, size) = file;
        var unreadable =
            size is null ? "is a symbolic link that leads nowhere"
            : path.Contains('\uFFFD', StringComparison.Ordinal) ? "has a name that is not UTF-8; rename it"
            : path.Any(char.IsControl)
                ? "has a line break or another control character in its name, which no configuration can hold; rename it"
            : path.StartsWith('-') || path.Trim() != path
                ? "has a path that starts with '-' or has blanks at an end, which no configuration can hold; rename it"
            : size == 0 ? "is empty"
            : size > LargestHashedBytes ? $"is larger than {LargestHashedBytes >> 20} MiB; it is not looked at"
            : null;
        if (unreadable is not null)
            Note(path, unreadable);
        return unreadable is null;
    }

    private async Task<IReadOnlyList<ScannedFile>> ReadBatchAsync(string root, ListedFile[] batch, CancellationToken cancellationToken)
    {
        var small = batch.Where(file => file.SizeBytes <= LimitBytes).Select(file => file.Path).ToList();
        var files = new List<ScannedFile>();
        if (small.Count > 0)
            files.AddRange(await machine.ReadAsync(root, small, cancellationToken));
        foreach (var large in batch.Where(file => file.SizeBytes > LimitBytes))
        {
            if (await machine.ReadStartAsync(root, large, cancellationToken) is { } start)
                files.Add(start);
        }
        var read = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in batch.Where(file => !read.Contains(file.Path)))
            Note(file.Path, "cannot be read; make it readable for the user who scans");
        return files;
    }

    private void Note(string path, string text) => notes.Add(new ScanNote(machine.Name, path, text));
}
