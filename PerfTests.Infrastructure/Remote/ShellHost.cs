using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Remote.Supervision;
using PerfTests.Infrastructure.Remote.Transfer;

namespace PerfTests.Infrastructure.Remote;

/// <summary>A host behind ssh: supervised commands over a few shared connections, whichever transport makes them.</summary>
internal sealed class ShellHost : IRemoteHost
{
    private const int MostTries = 10;
    private const int MostDrops = 3;

    private static readonly TimeSpan AfterDrop = TimeSpan.FromSeconds(0.5);

    private readonly SshTarget _target;
    private readonly IShellTransport _transport;
    private readonly List<IShellConnection> _connections = [];
    private readonly List<SupervisedProcess> _alone = [];
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly Looks _looks;
    private readonly Looks _rootLooks;
    private int _places = SessionPlaces.Most;
    private string? _workDir;

    /// <param name="transport">Disposed with the host.</param>
    public ShellHost(SshTarget target, IShellTransport transport)
    {
        (_target, _transport) = (target, transport);
        (_looks, _rootLooks) = (new Looks(StartSupervisedAsync, asRoot: false), new Looks(StartSupervisedAsync, asRoot: true));
    }

    public string Id => _target.Id;

    public string WorkDir => _workDir ?? _target.WorkDir;

    public string Transport => _transport.Description;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var (_, session) = await TakeSessionAsync(cancellationToken);
        session.Dispose();
    }

    public async Task GiveUpConnectionsAsync()
    {
        List<IShellConnection> lost;
        await _opening.WaitAsync();
        try
        {
            lost = [.. _connections];
            _connections.Clear();
        }
        finally
        {
            _opening.Release();
        }
        foreach (var connection in lost)
            await connection.DisposeAsync();
    }

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) =>
        await StartSupervisedAsync(command, cancellationToken);

    public Task<CommandResult> LookAsync(RemoteCommand command, CancellationToken cancellationToken) =>
        // A host that allows one session per connection gives none away for good.
        Volatile.Read(ref _places) == 0
            ? this.RunAsync(command, cancellationToken)
        : command.AsRoot && _target.Sudo ? _rootLooks.RunAsync(command, cancellationToken)
        : _looks.RunAsync(command, cancellationToken);

    public Task UploadAsync(string localPath, string remotePath, CancellationToken cancellationToken) =>
        Upload.ToAsync(this, localPath, remotePath, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _looks.DisposeAsync();
        await _rootLooks.DisposeAsync();
        foreach (var process in _alone)
            await process.DisposeAsync();
        _alone.Clear();
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        _connections.Clear();
        await _transport.DisposeAsync();
        _opening.Dispose();
    }

    /// <remarks>A command is tried again only when it certainly did not start: its session was refused, or the log-in was.</remarks>
    private async Task<SupervisedProcess> StartSupervisedAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        var throughSudo = command.AsRoot && _target.Sudo;
        for (var tries = 1; Volatile.Read(ref _places) > 0; tries++)
        {
            var (connection, session) = await TakeSessionAsync(cancellationToken);
            try
            {
                var process = await SupervisedProcess.StartAsync(
                    Id,
                    command,
                    line => connection.OpenAsync(line, cancellationToken),
                    session,
                    isShared: true,
                    throughSudo,
                    cancellationToken
                );
                connection.Places.HaveCarried = true;
                return process;
            }
            catch (SessionRefusedException refused) when (tries < MostTries)
            {
                await NoteRefusalAsync(connection, refused);
            }
            catch (SessionRefusedException refused)
            {
                throw new RemoteException(Id, $"no connection gives a session. {SshErrors.Explain(refused.Message, 255)}", refused);
            }
        }
        // One session per connection is all that the host allows, and a shared connection needs one for itself.
        return await StartAloneAsync(command, _transport.OpenAlone!, throughSudo, cancellationToken);
    }

    private async Task NoteRefusalAsync(IShellConnection connection, SessionRefusedException refused)
    {
        connection.Places.Lower();
        if (!connection.IsAlive)
            return;
        await _opening.WaitAsync();
        try
        {
            // A connection that was free may still have had a session that was about to end; a new one had none.
            var isOwnOnly =
                _transport.OpenAlone is not null
                && connection.Places is { Count: 0, HaveCarried: false }
                && SshErrors.IsSessionDenied(refused.Message);
            _places = Math.Min(_places, isOwnOnly ? 0 : Math.Max(1, connection.Places.Count));
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<SupervisedProcess> StartAloneAsync(
        RemoteCommand command,
        Func<string, Task<IShellChannel>> openAlone,
        bool throughSudo,
        CancellationToken cancellationToken
    )
    {
        // One after another: sshd drops those that log in at once beyond its MaxStartups.
        await _opening.WaitAsync(cancellationToken);
        try
        {
            await ClearAwayAsync();
            _alone.RemoveAll(process => process.IsDisposed);
            var process = await PersistAsync(
                () => SupervisedProcess.StartAsync(Id, command, openAlone, Stream.Null, isShared: false, throughSudo, cancellationToken),
                cancellationToken
            );
            _alone.Add(process);
            return process;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<(IShellConnection Connection, IDisposable Session)> TakeSessionAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            await ClearAwayAsync();
            foreach (var connection in _connections.Where(connection => connection.IsAlive))
            {
                if (connection.Places.TryTake() is { } session)
                    return (connection, session);
            }
            var opened = await PersistAsync(() => _transport.ConnectAsync(Math.Max(1, _places), cancellationToken), cancellationToken);
            _connections.Add(opened);
            _workDir ??= RemotePath.Below(opened.LoginFolder, _target.WorkDir);
            return (opened, opened.Places.TryTake()!);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Ends the connections that died or give no session any longer.</summary>
    private async Task ClearAwayAsync()
    {
        foreach (var connection in _connections.Where(connection => !connection.IsAlive || connection.Places.AreSpent).ToList())
        {
            _connections.Remove(connection);
            await connection.DisposeAsync();
        }
    }

    /// <summary>Tries again to log in where sshd dropped the connection, which it does at random when many come at once.</summary>
    private static async Task<T> PersistAsync<T>(Func<Task<T>> open, CancellationToken cancellationToken)
    {
        for (var drops = 1; ; drops++)
        {
            try
            {
                return await open();
            }
            catch (RemoteException dropped) when (drops < MostDrops && SshErrors.IsDropped(dropped.Details))
            {
                await Task.Delay(AfterDrop * drops, TimeProvider.System, cancellationToken);
            }
        }
    }
}
