namespace PerfTests.Infrastructure.Results.Files;

/// <summary>
/// The result tree cannot take any more: its disk or quota is full, or it cannot be written. The message names the folder and the remedy.
/// </summary>
public sealed class ResultStorageException(string message, Exception inner) : IOException(message, inner)
{
    // errno of Linux, which .NET hands on as HResult.
    private const int IoError = 5;
    private const int AlreadyExists = 17;
    private const int NotADirectory = 20;
    private const int NoSpaceLeft = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    /// <summary>The clear form of a failed write; null for a failure of another kind.</summary>
    internal static ResultStorageException? Of(string folder, Exception exception) =>
        exception switch
        {
            ResultStorageException => null,
            UnauthorizedAccessException => new(Told(folder, "this user may not write there", "Give the user the folder"), exception),
            { HResult: NoSpaceLeft } => new(Told(folder, "no space is left on its disk"), exception),
            { HResult: QuotaExceeded } => new(Told(folder, "the disk quota is used up"), exception),
            { HResult: ReadOnlyFileSystem } => new(Told(folder, "its file system is read-only", "Remount it"), exception),
            { HResult: IoError } => new(Told(folder, "its disk reports an error", "See what the kernel says of it (dmesg)"), exception),
            IOException
                when exception is { HResult: AlreadyExists or NotADirectory } or DirectoryNotFoundException && FileAt(folder) is { } file =>
                new(Told(folder, file == folder ? "it is a file" : $"{file} is a file", "Move it away"), exception),
            _ => null,
        };

    internal static T Guard<T>(string folder, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (Of(folder, exception) is { } clear)
                throw clear;
            throw;
        }
    }

    internal static void Guard(string folder, Action write) =>
        Guard(
            folder,
            () =>
            {
                write();
                return true;
            }
        );

    internal static async Task<T> GuardAsync<T>(string folder, Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (Of(folder, exception) is { } clear)
                throw clear;
            throw;
        }
    }

    /// <summary>The folder, or the one above it that is a file in truth; null when all are folders.</summary>
    private static string? FileAt(string? folder)
    {
        for (; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            if (File.Exists(folder))
                return folder;
        return null;
    }

    private static string Told(string folder, string reason, string remedy = "Make room") =>
        $"nothing can be written to {folder}: {reason}. {remedy} or choose another folder (PERFTESTS_RESULT); "
        + "what is complete is kept, and PERFTESTS_RESUME=1 goes on from it";
}
