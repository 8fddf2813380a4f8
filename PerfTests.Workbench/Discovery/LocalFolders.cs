namespace PerfTests.Workbench.Discovery;

/// <summary>Walks folders of this machine as <c>find -L</c> walks those of a host: links are followed, and never in a circle.</summary>
internal sealed class LocalFolders(string root, CancellationToken cancellationToken)
{
    // More links than this behind each other are a circle, as for the kernel.
    private const int MostLinks = 40;

    // Of this folder alone; what is hidden by Windows or belongs to its system is not asked for.
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    private readonly List<ListedFile> _files = [];
    private readonly List<string> _problems = [];

    public FolderListing List(IReadOnlyList<string> folders)
    {
        var there = folders.Where(folder => Directory.Exists(Path.Combine(root, folder))).ToList();
        foreach (var folder in there)
            Walk(folder, []);
        return new FolderListing(there, _files, _problems);
    }

    /// <param name="above">Where the folders that lead to this one are in truth.</param>
    private void Walk(string folder, IReadOnlyList<string> above)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var real = RealPath(Path.Combine(root, folder));
            if (above.Contains(real))
            {
                _problems.Add($"'{folder}' is a loop: it leads to a folder that it lies in");
                return;
            }
            foreach (var entry in new DirectoryInfo(real).EnumerateFileSystemInfos("*", Everything))
            {
                if (entry.Name.StartsWith('.') || entry.Name == "__pycache__")
                    continue;
                var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
                var target = entry.LinkTarget is null ? entry : Target(entry, path);
                if (target is DirectoryInfo && above.Count + 1 < FolderListing.MostLevels)
                    Walk(path, [.. above, real]);
                else if (target is FileInfo file)
                    _files.Add(new ListedFile(path, file.Exists ? file.Length : null));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"'{folder}': {problem.Message}");
        }
    }

    /// <summary>What a link leads to; null, with its problem, when it leads in a circle.</summary>
    private FileSystemInfo? Target(FileSystemInfo link, string path)
    {
        try
        {
            var real = RealPath(link.FullName);
            return Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
        }
        catch (IOException problem)
        {
            _problems.Add($"'{path}': {problem.Message}");
            return null;
        }
    }

    /// <summary>A path without links in it; what is not there stays as it is written.</summary>
    /// <exception cref="IOException">Its links lead in a circle.</exception>
    private static string RealPath(string path)
    {
        var full = Path.GetFullPath(path);
        for (var links = 0; links <= MostLinks; links++)
        {
            if (FirstLink(full) is not { } link)
                return full;
            var target = Path.Combine(Path.GetDirectoryName(link.FullName)!, link.LinkTarget!);
            full = Path.GetFullPath(target + full[link.FullName.Length..]);
        }
        throw new IOException("its symbolic links lead in a loop");
    }

    private static FileInfo? FirstLink(string path)
    {
        for (var end = path.IndexOf(Path.DirectorySeparatorChar, 1); ; end = path.IndexOf(Path.DirectorySeparatorChar, end + 1))
        {
            var part = new FileInfo(end < 0 ? path : path[..end]);
            if (part.LinkTarget is not null)
                return part;
            if (end < 0)
                return null;
        }
    }
}
