namespace PerfTests.Infrastructure.Results.Files;

/// <summary>Files that are there whole or not at all: written beside their place, then renamed.</summary>
internal static class AtomicFile
{
    /// <exception cref="ResultStorageException">The disk is full or cannot be written; what was there before is unharmed.</exception>
    public static async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        ResultStorageException.Guard(folder, () => Directory.CreateDirectory(folder));
        var beside = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write);
            await using (stream)
                await write(stream, cancellationToken);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception exception)
        {
            Remove(beside);
            if (exception is IOException or UnauthorizedAccessException && ResultStorageException.Of(folder, exception) is { } clear)
                throw clear;
            throw;
        }
    }

    private static void Remove(string beside)
    {
        try
        {
            File.Delete(beside);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file system became read-only: what cannot be removed has a name that nothing reads, and the first failure is the one to
            // tell.
        }
    }
}
