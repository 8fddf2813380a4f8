namespace PerfTests.Infrastructure.Results;

/// <summary>An exclusive lock on a file, which the kernel gives back when the process that holds it dies.</summary>
internal sealed class FileLock : IDisposable
{
    private const int TryAgain = 11;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>The lock, or null while somebody else has it. The file is made when it is absent.</summary>
    public static FileLock? TryTake(string path)
    {
        FileStream file;
        try
        {
            // On Unix a file opened without sharing is under flock(LOCK_EX), between processes as within one; children do not inherit it.
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult == TryAgain)
        {
            return null;
        }

        // The holder before may have deleted the file between our opening it and locking it: such a lock excludes nobody.
        if (new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget?.EndsWith(" (deleted)", StringComparison.Ordinal) == false)
            return new FileLock(file);
        file.Dispose();
        return null;
    }

    /// <summary>The lock, once it is free. The folder is made when it is absent, and again when it is deleted meanwhile.</summary>
    public static async Task<FileLock> TakeAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                CreateFolder(Path.GetDirectoryName(path)!);
                if (TryTake(path) is { } taken)
                    return taken;
            }
            catch (DirectoryNotFoundException)
            {
                continue;
            }

            await Task.Delay(PollInterval, ct);
        }
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => _file.Dispose();
}
