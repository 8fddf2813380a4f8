using PerfTests.Infrastructure.Remote.SshNet.Settings;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PerfTests.Infrastructure.Remote.SshNet;

/// <summary>A way to a host through other hosts, each with its own log-in and host key. Disposing closes it.</summary>
/// <remarks>Its end is a port of this machine's loopback, as with ssh's -L: who connects to it meets the last host's sshd.</remarks>
internal sealed class JumpTunnel : IAsyncDisposable
{
    private readonly List<(SshClient Client, ForwardedPortLocal Port)> _hops = [];

    private JumpTunnel() { }

    public int LocalPort => (int)_hops[^1].Port.BoundPort;

    /// <param name="jump">Hosts in ssh's notation: <c>[user@]host[:port]</c>, with commas between several.</param>
    /// <param name="settings">Those of the last host.</param>
    /// <exception cref="RemoteException">A host on the way cannot be reached or refuses the log-in.</exception>
    public static async Task<JumpTunnel> OpenAsync(
        SshTarget target,
        string jump,
        ClientSettings settings,
        PrivateKeys keys,
        CancellationToken cancellationToken
    )
    {
        var tunnel = new JumpTunnel();
        try
        {
            var hops = JumpHop.Parse(jump).Select(hop => hop.SettingsFrom(target, SettingsResolution.OfThisMachine)).ToList();
            for (var i = 0; i < hops.Count; i++)
            {
                var (next, nextPort) = i + 1 < hops.Count ? (hops[i + 1].HostName, hops[i + 1].Port) : (settings.HostName, settings.Port);
                await tunnel.AddAsync(target, hops[i], keys, next, nextPort, cancellationToken);
            }
            return tunnel;
        }
        catch (FormatException exception)
        {
            await tunnel.DisposeAsync();
            throw new RemoteException(target.Id, $"jump_host '{jump}': {exception.Message}", exception);
        }
        catch
        {
            await tunnel.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (client, port) in _hops.AsEnumerable().Reverse())
        {
            await LinkFailure.DisposeAsync(port);
            await LinkFailure.DisposeAsync(client);
        }
        _hops.Clear();
    }

    private async Task AddAsync(
        SshTarget target,
        ClientSettings hop,
        PrivateKeys keys,
        string next,
        int nextPort,
        CancellationToken cancellationToken
    )
    {
        if (hop.Beyond is { } beyond)
            throw new RemoteException(target.Id, $"jump host {hop.HostName}: {beyond} needs the OpenSSH client (transport: openssh)");
        int? through = _hops.Count == 0 ? null : LocalPort;
        using var own = PrivateKeys.Load(hop, target.PassphraseVariable);
        if (hop.NamesIdentities && own is { Files.Count: 0, Problem: { } problem })
            throw new RemoteException(target.Id, $"jump host {hop.HostName}: {problem}");
        // Where nothing names its key, it may be a default one or the target's.
        IReadOnlyList<PrivateKeyFile> usable = hop.NamesIdentities ? own.Files : [.. own.Files, .. keys.Files];
        SshClient client;
        try
        {
            client = await SshNetConnection.LogInAsync(target, hop, usable, through, 1, cancellationToken);
        }
        catch (RemoteException exception)
        {
            throw new RemoteException(
                target.Id,
                $"jump host {hop.HostName}: {OpenSsh.SshErrors.Explain(exception.Details, 255)}",
                exception
            )
            {
                Details = exception.Details,
            };
        }
        var port = new ForwardedPortLocal("127.0.0.1", 0, next, (uint)nextPort);
        _hops.Add((client, port));
        client.AddForwardedPort(port);
        try
        {
            port.Start();
        }
        catch (Exception exception) when (exception is SshException or System.Net.Sockets.SocketException)
        {
            throw new RemoteException(target.Id, $"jump host {hop.HostName} forwards nothing: {exception.Message}", exception);
        }
    }
}
