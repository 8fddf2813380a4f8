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
internal sealed class ControlConnection : IShellConnection
{
    private const int KeptBytes = 64 * 1024;

    // A socket's path has at most 107 bytes, and ssh makes it under a name that is longer by 17.
    private const int MostSocketPath = 90;

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(60);

    private readonly SshTarget _target;
    private readonly string _socket;
    private readonly Process _master;
    private Task<BoundedBytes>? _error;
    private bool _isGivenUp;

    private ControlConnection(SshTarget target, string socket, Process master, int places) =>
        (_target, _socket, _master, Places) = (target, socket, master, new SessionPlaces(places));

    public bool IsAlive => !_master.HasExited;

    public SessionPlaces Places { get; }

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
                $"{LoginFolderProbe.Command}; exec cat",
            ]
        );
        var connection = new ControlConnection(target, socket, master, places);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(OpenLimit);
        try
        {
            // Read as long as the connection lives, or ssh would block on it.
            var error = connection._error = BoundedBytes.ReadAsync(master.StandardError.BaseStream, KeptBytes, CancellationToken.None);
            if (await LoginFolderProbe.ReadAsync(target.Id, master.StandardOutput.BaseStream, limit.Token) is { } folder)
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

    public Task<IShellChannel> OpenAsync(string commandLine, CancellationToken cancellationToken) =>
        Task.FromResult<IShellChannel>(ProcessChannel.Start(_target.Id, "ssh", [.. SshArguments(), commandLine], ExplainLossAsync));

    public async ValueTask DisposeAsync()
    {
        _isGivenUp = true;
        try
        {
            _master.StandardInput.Close();
            // It would wait for sessions that are still open, which end with it.
            if (Places.AreTaken)
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

    /// <summary>
    /// What the master says of the end of a session that it did not see to its end; its client only knows that it is gone.
    /// </summary>
    private async Task<string> ExplainLossAsync()
    {
        if (_error is not { } error)
            return "";
        await Task.WhenAny(error, Task.Delay(LastWords, TimeProvider.System));
        var said = error.IsCompletedSuccessfully ? (await error).ToString().Trim() : "";
        // A master that misses the server's answers ends with 255 without a word at this log level.
        var isUnanswered = _isGivenUp || _master is { HasExited: true, ExitCode: 255 };
        return said.Length == 0 && isUnanswered ? $"Timeout, server {_target.Address} not responding." : said;
    }

    /// <summary>Arguments that run a command through this connection and never beside it.</summary>
    private IEnumerable<string> SshArguments() =>
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
}
