using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote;

/// <summary>A supervised process group on a host. Disposing it ends whatever of it still runs.</summary>
public interface IRemoteProcess : IAsyncDisposable
{
    /// <summary>Process id on the host; also the id of its process group and session.</summary>
    int ProcessId { get; }

    /// <summary>Output so far, byte for byte.</summary>
    byte[] OutputSoFar { get; }

    /// <summary>Ends with the command's own exit code and output.</summary>
    /// <exception cref="RemoteException">The connection was lost before the command ended.</exception>
    Task<CommandResult> Completion { get; }

    /// <summary>Sends what a command reads that was started for it, and ends its input.</summary>
    /// <exception cref="IOException">
    /// Not all could be sent: the command may have ended before, and then its completion tells how.
    /// </exception>
    Task SendAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>Sends a signal to the whole process group.</summary>
    Task SignalAsync(Signal signal, CancellationToken cancellationToken);
}
