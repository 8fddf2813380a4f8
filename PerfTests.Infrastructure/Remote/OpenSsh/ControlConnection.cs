using System.Diagnostics;
using System.Text;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>One TCP connection to a host, shared by several sessions (OpenSSH multiplexing).</summary>
/// <remarks>
/// The master's own session waits on our standard input, so the connection ends with this process, however it ends. Beyond
/// sshd's MaxSessions (10 by default) ssh would silently open further connections and lose commands under load; hence the limit,
/// which is lowered where a host's sshd refuses a session earlier.
/// </remarks>
internal sealed class ControlConnection : IAsyncDisposable
{
    public const int MaxSessions = 8;

    private const string UpMarker = "perftests-connection-up in ";
    private const int MostNoiseBytes = 4 * 1024 * 1024;
    private const int KeptBytes = 64 * 1024;

    // A socket's path has at most 107 bytes, and ssh makes it under a name that is longer by 17.
    private const int MostSocketPath = 90;

    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(60);

    private readonly SshTarget _target;
    private readonly string _socket;
    private readonly Process _master;
    private int _sessions;
    private int _places;

    private ControlConnection(SshTarget target, string socket, Process master, int places) =>
        (_target, _socket, _master, _places) = (target, socket, master, places);

    public bool IsAlive => !_master.HasExited;

    /// <summary>Sessions that the connection takes at a time.</summary>
    public int Places => Volatile.Read(ref _places);

    /// <summary>Whether it takes no session any longer, and has none.</summary>
    public bool IsSpent => Places == 0 && Volatile.Read(ref _sessions) == 0;

    /// <summary>Whether a session was ever granted.</summary>
    public bool HasCarried { get; set; }

    /// <summary>Where commands start on the host: absolute.</summary>
    public string LoginFolder { get; private set; } = "/";

    /// <param name="places">Sessions that the host is believed to allow besides the connection's own.</param>
    /// <exception cref="RemoteException">The host cannot be reached, or its key is unknown, or it refuses the user.</exception>
    public static async Task<ControlConnection> OpenAsync(SshTarget target, string socket, int places, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(socket) > MostSocketPath || SshPath.Problem(socket) is not null)
            throw new RemoteException(
                target.Id,
                $"the path {OneLine.Of(socket, 200)} cannot be that of a control socket. Remedy: set TMPDIR to a folder with a short, "
                    + $"plain path"
            );
        var master = LocalProcess.StartDetached(
            "ssh",
            [
                .. target.Options(),
                "-T",
                "-M",
                "-S",
                SshPath.Literal(socket),
                "-oControlPersist=no",
                "--",
                target.Address,
                $"echo \"{UpMarker}$PWD\"; exec cat",
            ]
        );
        var connection = new ControlConnection(target, socket, master, places);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(OpenLimit);
        try
        {
            // Read as long as the connection lives, or ssh would block on it.
            var error = BoundedBytes.ReadAsync(master.StandardError.BaseStream, KeptBytes, CancellationToken.None);
            if (await ReadLoginFolderAsync(target, master.StandardOutput.BaseStream, limit.Token) is { } folder)
            {
                connection.LoginFolder = folder;
                return connection;
            }
            await master.WaitForExitAsync(limit.Token);
            var said = (await error.WaitAsync(limit.Token)).ToString();
            throw new RemoteException(target.Id, SshErrors.Explain(said, master.ExitCode)) { Details = said };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await connection.DisposeAsync();
            throw new RemoteException(
                target.Id,
                $"no log-in within {OpenLimit.TotalSeconds:F0} s. Remedy: see whether its rc files wait for something, or the host "
                    + $"is overloaded"
            );
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
        if (Interlocked.Increment(ref _sessions) <= Places)
            return new SessionPlace(this);
        Interlocked.Decrement(ref _sessions);
        return null;
    }

    /// <summary>Takes note that the host's sshd refused a session: it allows as many as there are, at most.</summary>
    public void LowerPlaces() => Volatile.Write(ref _places, Math.Min(Places, Volatile.Read(ref _sessions)));

    /// <summary>Arguments that run a command through this connection and never beside it.</summary>
    public IEnumerable<string> SshArguments() =>
        [
            "-oProxyCommand=false",
            .. _target.OptionsBehindJump(),
            "-T",
            "-S",
            SshPath.Literal(_socket),
            "-oControlMaster=no",
            "--",
            _target.Address,
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

    /// <summary>Reads over what the login shell's profile prints; null when the stream ends without the marker's line.</summary>
    private static async Task<string?> ReadLoginFolderAsync(SshTarget target, Stream output, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        var marker = Encoding.ASCII.GetBytes(UpMarker);
        int read,
            kept = 0;
        for (var total = 0; (read = await output.ReadAsync(buffer.AsMemory(kept), cancellationToken)) > 0; total += read)
        {
            var bytes = buffer.AsMemory(0, kept + read);
            var found = bytes.Span.IndexOf(marker);
            var line = found < 0 ? [] : bytes.Span[(found + marker.Length)..];
            if (line.IndexOf((byte)'\n') is >= 0 and var end)
                return Encoding.UTF8.GetString(line[..end]);
            if (total > MostNoiseBytes)
                throw new RemoteException(target.Id, SshErrors.EndlessProfile(MostNoiseBytes));
            // The marker may have come but for its end.
            var from = found < 0 ? Math.Max(0, bytes.Length - marker.Length + 1) : found;
            bytes[from..].CopyTo(buffer);
            kept = bytes.Length - from;
        }
        return null;
    }

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
