using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>A host behind the OpenSSH client: the user's own ssh, with all that it can be configured to do.</summary>
public sealed class OpenSshHost : IRemoteHost
{
    private const int MostTries = 10;
    private const int MostDrops = 3;

    private static readonly TimeSpan ClearLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CopyLimit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan AfterDrop = TimeSpan.FromSeconds(0.5);

    private readonly SshTarget _target;
    private readonly string _socketFolder;
    private readonly List<ControlConnection> _connections = [];
    private readonly List<SupervisedProcess> _alone = [];
    private readonly SemaphoreSlim _opening = new(1, 1);
    private int _opened;
    private int _places = ControlConnection.MaxSessions;
    private string? _workDir;

    /// <param name="socketFolder">Private folder for control sockets; its path must be short (a socket's path has about 100
    /// characters).</param>
    public OpenSshHost(SshTarget target, string socketFolder) => (_target, _socketFolder) = (target, socketFolder);

    public string Id => _target.Id;

    public string WorkDir => _workDir ?? _target.WorkDir;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var (_, session) = await TakeSessionAsync(cancellationToken);
        session.Dispose();
    }

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) =>
        await StartSupervisedAsync(command, cancellationToken);

    public async Task UploadAsync(string localPath, string remotePath, CancellationToken cancellationToken)
    {
        // Copied beside its place and renamed, so that a half-copied tool is never run.
        var folder = remotePath.Contains('/', StringComparison.Ordinal) ? remotePath[..(remotePath.LastIndexOf('/') + 1)] : "";
        var staged = $"{remotePath.TrimEnd('/')}.{Guid.NewGuid():n}.new";
        if (folder.Length > 0)
            await this.RunCheckedAsync(new RemoteCommand($"mkdir -p -- {ShellWord.Quote(folder)}"), cancellationToken);
        try
        {
            await CopyAsync(localPath, staged, cancellationToken);
            await this.RunCheckedAsync(
                new RemoteCommand($"{Removal.Of(remotePath, WorkDir)} && mv -- {ShellWord.Quote(staged)} {ShellWord.Quote(remotePath)}"),
                cancellationToken
            );
        }
        catch
        {
            await RemoveAsync(staged);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _alone)
            await process.DisposeAsync();
        _alone.Clear();
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        _connections.Clear();
        _opening.Dispose();
    }

    /// <remarks>
    /// Through the channel that commands use, whose frames keep a profile's words apart from ours: scp breaks on an rc file that
    /// prints. The archive may end anywhere when this machine or the link fails; nothing is renamed into place then.
    /// </remarks>
    private async Task CopyAsync(string localPath, string remotePath, CancellationToken cancellationToken)
    {
        var slash = remotePath.LastIndexOf('/');
        var folder = slash < 0 ? "." : remotePath[..(slash + 1)];
        var payload = new TarPayload(Path.TrimEndingDirectorySeparator(localPath), remotePath[(slash + 1)..]);
        var process = await StartSupervisedAsync(
            new RemoteCommand($"exec tar -x -p -o -f - -C {ShellWord.Quote(folder)}") { ReadsInput = true, TimeLimit = CopyLimit },
            cancellationToken
        );
        await using (process)
        {
            Exception? unsent = null;
            try
            {
                await process.SendAsync(payload.WriteAsync, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                unsent = exception;
            }
            var result = await process.Completion.WaitAsync(cancellationToken);
            if (result.ExitCode == 0 && unsent is null)
                return;
            string[] why =
            [
                OneLine.LastOf(result.Error, 300),
                OneLine.Of(unsent?.Message ?? "", 300),
                result.ExitCode == 127 ? "Remedy: install tar there" : "",
            ];
            throw new RemoteException(
                Id,
                $"copying {localPath} to {remotePath} failed: {string.Join("; ", why.Where(part => part.Length > 0))}"
            );
        }
    }

    private async Task RemoveAsync(string remotePath)
    {
        try
        {
            using var limit = new CancellationTokenSource(ClearLimit);
            await this.RunAsync(new RemoteCommand(Removal.Of(remotePath, WorkDir)), limit.Token);
        }
        catch (Exception exception) when (exception is RemoteException or OperationCanceledException)
        {
            // The host is gone: what was copied stays there, under a name that nothing else uses.
        }
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
                    connection.SshArguments(),
                    session,
                    isShared: true,
                    throughSudo,
                    cancellationToken
                );
                connection.HasCarried = true;
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
        return await StartAloneAsync(command, throughSudo, cancellationToken);
    }

    private async Task NoteRefusalAsync(ControlConnection connection, SessionRefusedException refused)
    {
        connection.LowerPlaces();
        if (!connection.IsAlive)
            return;
        await _opening.WaitAsync();
        try
        {
            // A connection that was free may still have had a session that was about to end; a new one had none.
            var isOwnOnly = connection.Places == 0 && !connection.HasCarried && SshErrors.IsSessionDenied(refused.Message);
            _places = Math.Min(_places, isOwnOnly ? 0 : Math.Max(1, connection.Places));
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<SupervisedProcess> StartAloneAsync(RemoteCommand command, bool throughSudo, CancellationToken cancellationToken)
    {
        // One after another: sshd drops those that log in at once beyond its MaxStartups.
        await _opening.WaitAsync(cancellationToken);
        try
        {
            await ClearAwayAsync();
            _alone.RemoveAll(process => process.IsDisposed);
            _target.RequireFiles();
            var process = await PersistAsync(
                () =>
                    SupervisedProcess.StartAsync(
                        Id,
                        command,
                        [.. _target.Options(), "-T", "-oControlMaster=no", "-oControlPath=none", "--", _target.Address],
                        Stream.Null,
                        isShared: false,
                        throughSudo,
                        cancellationToken
                    ),
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

    private async Task<(ControlConnection Connection, IDisposable Session)> TakeSessionAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            await ClearAwayAsync();
            foreach (var connection in _connections.Where(connection => connection.IsAlive))
            {
                if (connection.TryTakeSession() is { } session)
                    return (connection, session);
            }
            _target.RequireFiles();
            var socket = Path.Combine(_socketFolder, SocketFolder.NameFor(Id, _opened++));
            var opened = await PersistAsync(
                () => ControlConnection.OpenAsync(_target, socket, Math.Max(1, _places), cancellationToken),
                cancellationToken
            );
            _connections.Add(opened);
            _workDir ??= RemotePath.Below(opened.LoginFolder, _target.WorkDir);
            return (opened, opened.TryTakeSession()!);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Ends the connections that died or give no session any longer.</summary>
    private async Task ClearAwayAsync()
    {
        foreach (var connection in _connections.Where(connection => !connection.IsAlive || connection.IsSpent).ToList())
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
