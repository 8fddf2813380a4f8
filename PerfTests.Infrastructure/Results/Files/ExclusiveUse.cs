using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Results.Files;

/// <summary>
/// Something that bears one session at a time, in the hands of this process. It ends with this object or with the process.
/// </summary>
public sealed class ExclusiveUse : IDisposable
{
    private const string TreeLockFile = ".session.lock";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly FileLock _held;
    private readonly string? _deleted;

    private ExclusiveUse(FileLock held, string? deleted) => (_held, _deleted) = (held, deleted);

    /// <summary>The right to write into a result tree: two sessions would empty each other's reports.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    public static Task<ExclusiveUse> OfResultTreeAsync(
        string resultDir,
        TimeSpan wait,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ResultStorageException.Guard(resultDir, () => Directory.CreateDirectory(resultDir));
        var file = Path.Combine(resultDir, TreeLockFile);
        return ResultStorageException.GuardAsync(
            resultDir,
            () => TakeAsync(file, $"the result tree {resultDir}", isPrivate: false, wait, time, cancellationToken)
        );
    }

    /// <summary>Takes a lock in a folder that must be this user's own, and deletes the lock's file when it gives it back.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    internal static Task<ExclusiveUse> OfMachineAsync(
        string lockFile,
        string what,
        TimeSpan wait,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => TakeAsync(lockFile, what, isPrivate: true, wait, time, cancellationToken);

    /// <summary>Takes a lock file, which says from then on who has it.</summary>
    /// <param name="what">What is used, for the message.</param>
    /// <param name="wait">How long to wait for a holder before giving up; zero fails at once.</param>
    /// <exception cref="InUseException">Another session still has it, or what is there cannot be trusted as a lock.</exception>
    private static async Task<ExclusiveUse> TakeAsync(
        string lockFile,
        string what,
        bool isPrivate,
        TimeSpan wait,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (TryTake(lockFile, what, isPrivate) is { } held)
                return Held(held, lockFile, isPrivate, time.GetUtcNow());
            if (time.GetElapsedTime(started) >= wait)
            {
                throw new InUseException(
                    $"another session uses {what} ({FileLock.NoteIn(lockFile) ?? "holder unknown"}; lock {lockFile}): "
                        + "wait for it to end, or set PERFTESTS_WAIT_SECONDS to the time that this one may wait"
                );
            }
            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    private static FileLock? TryTake(string lockFile, string what, bool isPrivate)
    {
        var folder = Path.GetDirectoryName(lockFile)!;
        try
        {
            if (isPrivate)
                PrivateFolder.Require(folder);
            return FileLock.TryTake(lockFile);
        }
        catch (DirectoryNotFoundException) when (isPrivate)
        {
            // The last user of the folder has just deleted it.
            return null;
        }
        catch (IOException exception)
        {
            throw ResultStorageException.Of(folder, exception)
                ?? (Exception)new InUseException($"{what} cannot be taken: {exception.Message}");
        }
    }

    private static ExclusiveUse Held(FileLock held, string lockFile, bool isPrivate, DateTimeOffset since)
    {
        try
        {
            held.Note($"process {Environment.ProcessId} on {Environment.MachineName} since {since:yyyy-MM-dd HH:mm:ss} UTC");
            return new ExclusiveUse(held, isPrivate ? lockFile : null);
        }
        catch (IOException exception)
        {
            held.Dispose();
            throw ResultStorageException.Of(Path.GetDirectoryName(lockFile)!, exception) ?? exception;
        }
    }

    public void Dispose()
    {
        // While it is held: whoever waits for this file sees that it is gone, and makes another.
        if (_deleted is not null)
            File.Delete(_deleted);
        _held.Dispose();
    }
}
