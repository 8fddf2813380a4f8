using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>Opens the hosts of a source. Disposed when the last of them is.</summary>
internal sealed class HostOpener(IHostSource source) : IDisposable
{
    private readonly Lazy<SocketFolder> _sockets = new();

    /// <summary>A host that is not yet connected; whoever opens it disposes it.</summary>
    /// <exception cref="RemoteException">The entry of the host cannot be used.</exception>
    public IRemoteHost Open(SshHost host) => Open(source.Target(host));

    /// <inheritdoc cref="Open(SshHost)"/>
    public IRemoteHost Open(SshTarget target) => new ShellHost(target, TransportChoice.Make(target, () => _sockets.Value.Path));

    public void Dispose()
    {
        if (_sockets.IsValueCreated)
            _sockets.Value.Dispose();
    }
}
