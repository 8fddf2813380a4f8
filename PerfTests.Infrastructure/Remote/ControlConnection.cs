using System.Diagnostics;

namespace PerfTests.Infrastructure.Remote;

/// <summary>One TCP connection to a host, shared by up to <see cref="MaxSessions"/> sessions (OpenSSH multiplexing).</summary>
/// <remarks>
/// The master's own session waits on our standard input, so the connection ends with this process, however it ends. Beyond
/// sshd's MaxSessions (10 by default) ssh would silently open further connections and lose commands under load; hence the limit.
/// </remarks>
internal sealed class ControlConnection : IAsyncDisposable
{
    public const int MaxSessions = 8;

    private const string UpMarker = "perftests-connection-up in ";

    private readonly SshTarget _target;
    private readonly string _socket;
    private readonly Process _master;
    private int _sessions;

    private ControlConnection(SshTarget target, string socket, Process master) =>
        (_target, _socket, _master) = (target, socket, master);

    public bool IsAlive => !_master.HasExited;

    /// <summary>Where commands start on the host: absolute.</summary>
    public string LoginFolder { get; private set; } = "/";

    /// <exception cref="RemoteException">The host cannot be reached, or its key is unknown, or it refuses the user.</exception>
    public static async Task<ControlConnection> OpenAsync(SshTarget target, string socket, CancellationToken cancellationToken)
    {
        var master = LocalProcess.StartDetached(
            "ssh", [.. target.Options(), "-T", "-M", "-S", socket, "-oControlPersist=no", "--", target.Address, $"echo \"{UpMarker}$PWD\"; exec cat"]);
        var connection = new ControlConnection(target, socket, master);
        try
        {
            var error = master.StandardError.ReadToEndAsync(cancellationToken);
            string? line;
            do
            {
                line = await master.StandardOutput.ReadLineAsync(cancellationToken);
            }
            while (line is not null && !line.Contains(UpMarker, StringComparison.Ordinal));
            if (line is null)
            {
                await master.WaitForExitAsync(cancellationToken);
                throw new RemoteException(target.Id, SshErrors.Explain((await error).Trim(), master.ExitCode));
            }
            connection.LoginFolder = line[(line.IndexOf(UpMarker, StringComparison.Ordinal) + UpMarker.Length)..];
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes a place for one more session, if there is one.</summary>
    public IDisposable? TryTakeSession()
    {
        if (Interlocked.Increment(ref _sessions) <= MaxSessions)
            return new SessionPlace(this);
        Interlocked.Decrement(ref _sessions);
        return null;
    }

    /// <summary>Arguments that run a command through this connection and never beside it.</summary>
    public IEnumerable<string> SshArguments() =>
        [.. _target.Options(), "-T", "-S", _socket, "-oControlMaster=no", "-oProxyCommand=false", "--", _target.Address];

    /// <summary>Arguments that copy through this connection and never beside it.</summary>
    public IEnumerable<string> ScpArguments(string localPath, string remotePath) =>
    [
        .. _target.Options(), "-q", "-r", "-p", $"-oControlPath={_socket}", "-oControlMaster=no", "-oProxyCommand=false", "--",
        localPath, $"{BracketedAddress()}:{remotePath}",
    ];

    public async ValueTask DisposeAsync()
    {
        try
        {
            _master.StandardInput.Close();
            // It would wait for sessions that are still open, which end with it.
            if (Volatile.Read(ref _sessions) > 0)
                _master.Kill(entireProcessTree: true);
            await _master.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(3), TimeProvider.System);
        }
        catch (Exception exception) when (exception is TimeoutException or IOException or InvalidOperationException)
        {
            _master.Kill(entireProcessTree: true);
        }
        _master.Dispose();
        File.Delete(_socket);
    }

    private string BracketedAddress() => _target.Address.Contains(':', StringComparison.Ordinal) ? $"[{_target.Address}]" : _target.Address;

    private sealed class SessionPlace(ControlConnection connection) : IDisposable
    {
        private int _freed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _freed, 1) == 0)
                Interlocked.Decrement(ref connection._sessions);
        }
    }
}
