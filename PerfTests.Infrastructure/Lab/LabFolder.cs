using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Lab;

/// <summary>Folders of the lab: they hold keys, and what root runs, so nobody else may look into them.</summary>
internal static class LabFolder
{
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a file as a whole or not at all, whenever the process is killed.</summary>
    public static void WriteFile(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <exception cref="LabUnavailableException">Something keeps the folder, a mount for instance; then all of it is there
    /// still.</exception>
    public static void Delete(string path)
    {
        try
        {
            FolderRemoval.Delete(path);
        }
        catch (MountedException exception)
        {
            throw new LabUnavailableException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LabUnavailableException($"{path} cannot be deleted: {exception.Message} Remove what keeps it", exception);
        }
    }

    /// <summary>
    /// Deletes a folder that holds nothing any more. Another program may put something into it at the same moment, which stays.
    /// </summary>
    public static void DeleteIfEmpty(string path)
    {
        try
        {
            if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
                Directory.Delete(path);
        }
        catch (IOException)
        {
            return;
        }
    }
}
