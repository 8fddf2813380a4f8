namespace PerfTests.Infrastructure.Results;

/// <summary>The result tree cannot take any more: its disk or quota is full, or it cannot be written. The message names the folder and the remedy.</summary>
public sealed class ResultStorageException(string message, IOException inner) : IOException(message, inner)
{
    // errno of Linux, which .NET hands on as HResult.
    private const int NoSpaceLeft = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    /// <summary>The clear form of a failed write; null for a failure of another kind.</summary>
    internal static ResultStorageException? Of(string folder, IOException exception) => exception switch
    {
        ResultStorageException => null,
        { HResult: NoSpaceLeft } => new(Told(folder, "no space is left on its disk"), exception),
        { HResult: QuotaExceeded } => new(Told(folder, "the disk quota is used up"), exception),
        { HResult: ReadOnlyFileSystem } => new(Told(folder, "its file system is read-only"), exception),
        _ => null,
    };

    internal static T Guard<T>(string folder, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (IOException exception)
        {
            if (Of(folder, exception) is { } clear)
                throw clear;
            throw;
        }
    }

    private static string Told(string folder, string reason) =>
        $"nothing can be written to {folder}: {reason}. Make room or choose another folder (PERFTESTS_RESULT); "
        + "what is complete is kept, and PERFTESTS_RESUME=1 goes on from it";
}
