namespace PerfTests.Infrastructure.Remote;

/// <summary>One machine: run a command, supervise a process, copy files.</summary>
public interface IRemoteHost : IAsyncDisposable
{
    /// <summary>Id of the host in <c>ssh-hosts.yaml</c>.</summary>
    string Id { get; }

    /// <summary>
    /// Folder for deployed tools and scratch files on the host. Absolute once the host is connected: commands change folders.
    /// </summary>
    string WorkDir { get; }

    /// <summary>What carries the commands, and why, in words.</summary>
    string Transport { get; }

    /// <summary>Opens the connection, unless it is open. A first command does the same.</summary>
    /// <exception cref="RemoteException">The host cannot be reached.</exception>
    Task ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Ends all connections, as when the link is lost: what runs over them fails, and the next command opens another.</summary>
    Task GiveUpConnectionsAsync();

    /// <summary>Starts a supervised process and returns once it runs.</summary>
    /// <exception cref="RemoteException">The host cannot be reached or refuses the command.</exception>
    Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a command that only looks: it ends soon, prints little and leaves no process behind. Such commands share one shell of the host,
    /// one after another, because starting one anew costs the host far more than the look does.
    /// </summary>
    /// <exception cref="RemoteException">The host cannot be reached, or the connection was lost.</exception>
    Task<CommandResult> LookAsync(RemoteCommand command, CancellationToken cancellationToken) => this.RunAsync(command, cancellationToken);

    /// <summary>Copies a local file or folder to a path on the host; what is there is replaced.</summary>
    /// <exception cref="RemoteException">The copy failed.</exception>
    Task UploadAsync(string localPath, string remotePath, CancellationToken cancellationToken);
}
