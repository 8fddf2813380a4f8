using PerfTests.Infrastructure.Remote.SshNet.Settings;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote.SshNet;

/// <summary>SSH.NET: no program of this machine is started.</summary>
/// <param name="keys">Disposed with the transport.</param>
internal sealed class SshNetTransport(SshTarget target, ClientSettings settings, PrivateKeys keys) : IShellTransport
{
    private string? _loginFolder;

    public string Description => "SSH.NET";

    public Func<string, Task<IShellChannel>>? OpenAlone => null;

    public async Task<IShellConnection> ConnectAsync(int places, CancellationToken cancellationToken)
    {
        // One key that can be used is enough to try, as it is for the OpenSSH client.
        if (keys is { Files.Count: 0, Problem: { } problem })
            throw new RemoteException(target.Id, problem);
        var connection = await SshNetConnection.OpenAsync(target, settings, keys, places, _loginFolder, cancellationToken);
        _loginFolder = connection.LoginFolder;
        return connection;
    }

    public ValueTask DisposeAsync()
    {
        keys.Dispose();
        return ValueTask.CompletedTask;
    }
}
