using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Remote;

/// <summary>A host behind the OpenSSH client: the user's own ssh, with all that it can be configured to do.</summary>
public sealed class OpenSshHost : IRemoteHost
{
    private static readonly TimeSpan ClearLimit = TimeSpan.FromSeconds(5);

    private readonly SshTarget _target;
    private readonly string _socketFolder;
    private readonly List<ControlConnection> _connections = [];
    private readonly SemaphoreSlim _opening = new(1, 1);
    private int _opened;
    private string? _workDir;

    /// <param name="socketFolder">Private folder for control sockets; its path must be short (a socket's path has about 100 characters).</param>
    public OpenSshHost(SshTarget target, string socketFolder) => (_target, _socketFolder) = (target, socketFolder);

    public string Id => _target.Id;

    public string WorkDir => _workDir ?? _target.WorkDir;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var (_, session) = await TakeSessionAsync(cancellationToken);
        session.Dispose();
    }

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        var (connection, session) = await TakeSessionAsync(cancellationToken);
        return await SupervisedProcess.StartAsync(
            Id, command, connection.SshArguments(), session, command.AsRoot && _target.Sudo, cancellationToken);
    }

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
                cancellationToken);
        }
        catch
        {
            await RemoveAsync(staged);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        _connections.Clear();
        _opening.Dispose();
    }

    private async Task CopyAsync(string localPath, string remotePath, CancellationToken cancellationToken)
    {
        var (connection, session) = await TakeSessionAsync(cancellationToken);
        using (session)
        {
            using var scp = LocalProcess.StartDetached("scp", connection.ScpArguments(localPath, remotePath));
            try
            {
                scp.StandardInput.Close();
                var error = scp.StandardError.ReadToEndAsync(cancellationToken);
                await scp.WaitForExitAsync(cancellationToken);
                if (scp.ExitCode != 0)
                    throw new RemoteException(Id, $"copying {localPath} to {remotePath} failed: {(await error).Trim()}");
            }
            finally
            {
                // It must not go on after a cancellation, and must be gone before its file is removed.
                scp.Kill(entireProcessTree: true);
                await scp.WaitForExitAsync(CancellationToken.None);
            }
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

    private async Task<(ControlConnection Connection, IDisposable Session)> TakeSessionAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            foreach (var connection in _connections.Where(connection => connection.IsAlive))
            {
                if (connection.TryTakeSession() is { } session)
                    return (connection, session);
            }
            var socket = Path.Combine(_socketFolder, SocketFolder.NameFor(Id, _opened++));
            var opened = await ControlConnection.OpenAsync(_target, socket, cancellationToken);
            _connections.Add(opened);
            _workDir ??= RemotePath.Below(opened.LoginFolder, _target.WorkDir);
            return (opened, opened.TryTakeSession()!);
        }
        finally
        {
            _opening.Release();
        }
    }
}
