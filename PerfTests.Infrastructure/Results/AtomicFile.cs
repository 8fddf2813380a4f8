namespace PerfTests.Infrastructure.Results;

/// <summary>Files that are there whole or not at all: written beside their place, then renamed.</summary>
internal static class AtomicFile
{
    public static async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.tmp");
        try
        {
            var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write);
            await using (stream)
                await write(stream, cancellationToken);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
