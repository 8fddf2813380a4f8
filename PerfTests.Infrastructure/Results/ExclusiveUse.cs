using System.Globalization;
using System.Text;
using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Results;

/// <summary>Something that bears one session at a time, in the hands of this process. It ends with this object or with the process.</summary>
public sealed class ExclusiveUse : IDisposable
{
    private const string TreeLockFile = ".session.lock";
    private const string HolderSuffix = ".holder";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly FileLock _held;

    private ExclusiveUse(FileLock held) => _held = held;

    /// <summary>The right to write into a result tree: two sessions would empty each other's reports.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    public static Task<ExclusiveUse> OfResultTreeAsync(string resultDir, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        ResultStorageException.Guard(resultDir, () => Directory.CreateDirectory(resultDir));
        return TakeAsync(Path.Combine(resultDir, TreeLockFile), $"the result tree {resultDir}", wait, time, cancellationToken);
    }

    /// <summary>Takes a lock file, which says from then on who has it.</summary>
    /// <param name="what">What is used, for the message.</param>
    /// <param name="wait">How long to wait for a holder before giving up; zero fails at once.</param>
    /// <exception cref="InUseException">Another session still has it.</exception>
    internal static async Task<ExclusiveUse> TakeAsync(
        string lockFile, string what, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (FileLock.TryTake(lockFile) is { } held)
            {
                return Held(held, lockFile, time.GetUtcNow());
            }
            if (time.GetElapsedTime(started) >= wait)
            {
                throw new InUseException(
                    $"another session uses {what} ({HolderOf(lockFile)}; lock {lockFile}): "
                    + "wait for it to end, or set PERFTESTS_WAIT_SECONDS to the time that this one may wait");
            }
            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    private static string HolderOf(string lockFile)
    {
        try
        {
            return RegularFile.ReadAllText(lockFile + HolderSuffix, Encoding.UTF8, limitBytes: 4096).Trim() is { Length: > 0 } holder ? holder : "holder unknown";
        }
        catch (IOException)
        {
            return "holder unknown";
        }
    }

    private static ExclusiveUse Held(FileLock held, string lockFile, DateTimeOffset since)
    {
        try
        {
            // Not into the lock file: .NET cannot open that for reading while it is locked.
            File.WriteAllText(lockFile + HolderSuffix, string.Create(
                CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName} since {since:yyyy-MM-dd HH:mm:ss} UTC"));
            return new ExclusiveUse(held);
        }
        catch (IOException exception)
        {
            held.Dispose();
            throw ResultStorageException.Of(Path.GetDirectoryName(lockFile)!, exception) ?? exception;
        }
    }

    public void Dispose() => _held.Dispose();
}
