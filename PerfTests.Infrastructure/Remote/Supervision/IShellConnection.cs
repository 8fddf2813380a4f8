namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>One connection to a host, which carries several sessions at a time. Disposing ends it, and all of them.</summary>
internal interface IShellConnection : IAsyncDisposable
{
    bool IsAlive { get; }

    /// <summary>Where commands start on the host: absolute.</summary>
    string LoginFolder { get; }

    SessionPlaces Places { get; }

    /// <summary>Opens a session that runs a command line in the login shell.</summary>
    /// <exception cref="SessionRefusedException">The host gives no further session on this connection; nothing has run.</exception>
    /// <exception cref="RemoteException">The connection is lost.</exception>
    Task<IShellChannel> OpenAsync(string commandLine, CancellationToken cancellationToken);
}
