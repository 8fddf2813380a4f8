using System.Security.Cryptography;

namespace PerfTests.Infrastructure.Remote.Folders;

/// <summary>
/// A temporary folder of this process, for its user alone. What killed processes left of theirs is removed when the next one is made.
/// </summary>
/// <remarks>A lock in the folder says whether its owner lives. A folder without that lock is never touched, whatever its name is.</remarks>
internal sealed class ScratchFolder : IDisposable
{
    internal const string OwnerFile = ".perftests-owner";
    private const string Prefix = "perftests-";

    private readonly FileLock _owner;

    private ScratchFolder(string path, FileLock owner) => (Path, _owner) = (path, owner);

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <exception cref="IOException">No folder can be made there.</exception>
    public static ScratchFolder Create() => Create(TemporaryFolder.Path);

    /// <inheritdoc cref="Create()"/>
    public static ScratchFolder Create(string parent)
    {
        RemoveAbandoned(parent);
        while (true)
        {
            var path = System.IO.Path.Combine(parent, Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
            if (!Posix.TryMakeFolder(path))
                continue;
            // Another process may look at it in the moment before it is locked, and then takes it for abandoned.
            try
            {
                if (FileLock.TryTake(System.IO.Path.Combine(path, OwnerFile)) is { } owner)
                    return new ScratchFolder(path, owner);
            }
            catch (DirectoryNotFoundException)
            {
                continue;
            }
        }
    }

    /// <summary>Removes the folder. What is mounted in it keeps it, and stays as it is.</summary>
    public void Dispose()
    {
        using (_owner)
            TryDelete(Path);
    }

    private static void RemoveAbandoned(string parent)
    {
        foreach (var path in Directory.EnumerateDirectories(parent, Prefix + "*", new EnumerationOptions { IgnoreInaccessible = true }))
        {
            if (Posix.Facts(path) is not { IsFolder: true, IsWritableByOthers: false } folder || folder.Owner != Posix.User)
                continue;
            try
            {
                using var abandoned = FileLock.TryTake(System.IO.Path.Combine(path, OwnerFile), mayCreate: false);
                if (abandoned is not null)
                    TryDelete(path);
            }
            catch (IOException)
            {
                // Not a lock that this program makes, so it is not this program's folder.
                continue;
            }
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            FolderRemoval.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is temporary, and what keeps it is somebody else's.
            return;
        }
    }
}
