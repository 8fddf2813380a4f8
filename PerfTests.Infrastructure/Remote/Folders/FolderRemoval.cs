namespace PerfTests.Infrastructure.Remote.Folders;

/// <summary>The one way in which a folder of this machine is deleted. It never follows a link and never crosses a mount.</summary>
internal static class FolderRemoval
{
    /// <summary>Deletes a folder with its content. In place of a link the link is deleted; where nothing is, nothing happens.</summary>
    /// <exception cref="MountedException">Something is mounted at the folder or below it; all of it is left as it is.</exception>
    public static void Delete(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
            throw new ArgumentException($"'{path}' is not a folder to delete", nameof(path));
        if (!OperatingSystem.IsLinux())
        {
            if (Directory.Exists(full))
                Directory.Delete(full, recursive: true);
            return;
        }
        // The kernel's table names mounts by their real paths. The last name is not resolved: it may be a link, which is what goes then.
        if (Posix.Resolve(parent) is not { } real || Posix.Facts(full) is not { } facts)
            return;
        var place = Path.Combine(real, Path.GetFileName(full));
        if (MountTable.AtOrBelow(place) is { Count: > 0 } mounts)
            throw new MountedException(place, mounts);
        if (facts.IsFolder)
            Directory.Delete(place, recursive: true);
        else
            File.Delete(place);
    }
}
