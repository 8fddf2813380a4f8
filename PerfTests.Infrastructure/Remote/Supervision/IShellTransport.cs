namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>Makes connections to one host. Disposing releases what they share.</summary>
internal interface IShellTransport : IAsyncDisposable
{
    /// <summary>What carries the commands, and why it does.</summary>
    string Description { get; }

    /// <param name="places">Sessions that the host is believed to allow.</param>
    /// <exception cref="RemoteException">
    /// The host cannot be reached, or its key is unknown, or it refuses the user; <see cref="RemoteException.Details"/> says it as the
    /// OpenSSH client would.
    /// </exception>
    Task<IShellConnection> ConnectAsync(int places, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a session with a connection of its own, for hosts that give none on a shared one; null when this transport shares without
    /// taking a session for itself.
    /// </summary>
    Func<string, Task<IShellChannel>>? OpenAlone { get; }
}
