using System.Net.Sockets;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Remote.SshNet.HostKeys;
using PerfTests.Infrastructure.Remote.SshNet.Settings;
using PerfTests.Infrastructure.Remote.Supervision;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace PerfTests.Infrastructure.Remote.SshNet;

/// <summary>One connection of SSH.NET to a host, perhaps through others.</summary>
internal sealed class SshNetConnection : IShellConnection
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LoginLimit = TimeSpan.FromSeconds(60);

    // So that a firewall does not forget an idle connection; a lost link is noticed by the heartbeat.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly SshTarget _target;
    private readonly SshClient _client;
    private readonly JumpTunnel? _tunnel;
    private string? _lost;
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SshNetConnection(SshTarget target, SshClient client, JumpTunnel? tunnel, int places)
    {
        (_target, _client, _tunnel, Places) = (target, client, tunnel, new SessionPlaces(places));
        client.ErrorOccurred += (_, error) => Interlocked.CompareExchange(ref _lost, error.Exception.Message, null);
    }

    public bool IsAlive => !_gone.Task.IsCompleted && _lost is null && LinkFailure.IsConnected(_client);

    public SessionPlaces Places { get; }

    public string LoginFolder { get; private set; } = "/";

    /// <param name="loginFolder">Where commands start there; null when that is not known yet.</param>
    /// <exception cref="RemoteException">The host cannot be reached, or its key is unknown, or it refuses the user.</exception>
    public static async Task<SshNetConnection> OpenAsync(
        SshTarget target,
        ClientSettings settings,
        PrivateKeys keys,
        int places,
        string? loginFolder,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LoginLimit);
        try
        {
            var tunnel = settings.ProxyJump is { } jump ? await JumpTunnel.OpenAsync(target, jump, settings, keys, limit.Token) : null;
            try
            {
                var client = await LogInAsync(target, settings, keys.Files, tunnel?.LocalPort, places, limit.Token);
                var connection = new SshNetConnection(target, client, tunnel, places);
                connection.LoginFolder = loginFolder ?? await connection.ReadLoginFolderAsync(limit.Token);
                return connection;
            }
            catch
            {
                if (tunnel is not null)
                    await tunnel.DisposeAsync();
                throw;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RemoteException(
                target.Id,
                $"no log-in within {LoginLimit.TotalSeconds:F0} s. Remedy: see whether its rc files wait for something, or the host "
                    + $"is overloaded"
            );
        }
    }

    /// <summary>A connected client whose host's key is the known one.</summary>
    /// <param name="localPort">Port of this machine that leads to the host; null where the way is direct.</param>
    public static async Task<SshClient> LogInAsync(
        SshTarget target,
        ClientSettings settings,
        IReadOnlyList<PrivateKeyFile> keys,
        int? localPort,
        int places,
        CancellationToken cancellationToken
    )
    {
        HostKeyCheck check;
        try
        {
            check = HostKeyCheck.For(
                settings.HostName,
                settings.Port,
                settings.HostKeyAlias,
                settings.KnownHostsFiles,
                TimeProvider.System
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RemoteException(target.Id, $"its host key cannot be checked: {exception.Message}", exception);
        }
        var info = new ConnectionInfo(
            localPort is null ? settings.HostName : "127.0.0.1",
            localPort ?? settings.Port,
            settings.User,
            new PrivateKeyAuthenticationMethod(settings.User, [.. keys])
        )
        {
            Timeout = LoginLimit,
            MaxSessions = places,
            RetryAttempts = 1,
        };
        HostKeyOrder.Apply(info, check);
        DropBroken(info);
        var client = new SshClient(info) { KeepAliveInterval = KeepAlive };
        string? refusal = null;
        client.HostKeyReceived += (_, presented) =>
        {
            // First: the library trusts a key unless it is told not to, whatever goes wrong here.
            presented.CanTrust = false;
            presented.CanTrust = (refusal = check.Refusal(HostKeyOrder.Read(presented))) is null;
        };
        try
        {
            using var connecting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            connecting.CancelAfter(ConnectLimit);
            await client.ConnectAsync(connecting.Token);
            return client;
        }
        catch (Exception exception)
        {
            await LinkFailure.DisposeAsync(client);
            cancellationToken.ThrowIfCancellationRequested();
            // What a host sends can make the library throw anything; it is the host's failure all the same.
            var said = refusal ?? Said(settings, exception);
            throw new RemoteException(target.Id, SshErrors.Explain(said, 255), exception) { Details = said };
        }
    }

    /// <summary>Leaves out what the OpenSSH client takes from no host either.</summary>
    private static void DropBroken(ConnectionInfo info)
    {
        foreach (var name in info.KeyExchangeAlgorithms.Keys.Where(name => name.EndsWith("-sha1", StringComparison.Ordinal)).ToList())
            info.KeyExchangeAlgorithms.Remove(name, out _);
        foreach (var name in info.Encryptions.Keys.Where(name => name.EndsWith("-cbc", StringComparison.Ordinal)).ToList())
            info.Encryptions.Remove(name, out _);
    }

    public async Task<IShellChannel> OpenAsync(string commandLine, CancellationToken cancellationToken) =>
        await SshNetChannel.OpenAsync(_client, commandLine, _gone.Task, () => Lost);

    public async ValueTask DisposeAsync()
    {
        _gone.TrySetResult();
        // It waits for sessions to close, in its thread.
        await LinkFailure.DisposeAsync(_client);
        if (_tunnel is not null)
            await _tunnel.DisposeAsync();
    }

    private async Task<string> ReadLoginFolderAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var channel = await OpenAsync(LoginFolderProbe.Command, cancellationToken);
            await using var output = channel.Output;
            // What the profile complains of must not hold it up.
            _ = channel.Error.CopyToAsync(Stream.Null, CancellationToken.None);
            var folder = await LoginFolderProbe.ReadAsync(_target.Id, output, cancellationToken);
            Places.HaveCarried = true;
            return folder ?? throw Unanswered("the log-in succeeds, but the login shell ends before it runs a command");
        }
        catch (SessionRefusedException refused)
        {
            var why = IsAlive ? SshErrors.NoSessionSaid : refused.Message;
            await DisposeAsync();
            throw Unanswered(SshErrors.Explain(why, 255));
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private string Lost =>
        _lost is { } why
            ? $"Connection to {_target.Address} closed by remote host. {why}"
            : $"Timeout, server {_target.Address} not responding.";

    private RemoteException Unanswered(string why) => new(_target.Id, why) { Details = why };

    /// <summary>An error of the library in the words of the OpenSSH client, for which the remedies are known.</summary>
    internal static string Said(ClientSettings settings, Exception exception)
    {
        var where = $"connect to host {settings.HostName} port {settings.Port}";
        return exception switch
        {
            SshAuthenticationException => $"{settings.User}@{settings.HostName}: Permission denied (publickey).",
            SocketException socket => socket.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                    $"Could not resolve hostname {settings.HostName}: {socket.Message}",
                SocketError.ConnectionRefused => $"{where}: Connection refused",
                SocketError.HostUnreachable or SocketError.HostDown => $"{where}: No route to host",
                SocketError.NetworkUnreachable or SocketError.NetworkDown => $"{where}: Network is unreachable",
                SocketError.TimedOut => $"{where}: Connection timed out",
                SocketError.ConnectionReset => $"kex_exchange_identification: read: Connection reset by peer: {where}",
                _ => $"{where}: {socket.Message}",
            },
            OperationCanceledException or SshOperationTimeoutException => $"{where}: Connection timed out",
            // The library looks at the signatures and the dates before it shows the key.
            SshConnectionException when exception.Message.Contains("Host key could not be verified", StringComparison.Ordinal) =>
                $"Host {settings.HostName} does not prove its key: a signature is wrong, or its certificate is expired or not yet valid.\n"
                    + "Host key verification failed.",
            SshConnectionException { DisconnectReason: DisconnectReason.ProtocolError or DisconnectReason.ConnectionLost } =>
                $"{SshErrors.DroppedSaid}: {exception.Message}",
            _ => $"{where}: {exception.Message}",
        };
    }
}
