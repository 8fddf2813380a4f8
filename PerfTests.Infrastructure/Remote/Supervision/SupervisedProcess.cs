using System.Security.Cryptography;
using System.Text;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>A process group on a host, held through one session that carries its output and its signals.</summary>
internal sealed class SupervisedProcess : IRemoteProcess
{
    // Longer than any shell starts that a command can be measured over.
    private static readonly TimeSpan BeginLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SilenceGrace = TimeSpan.FromSeconds(3);
    private const int MostGraces = 10;

    // No profile prints that much; one that never ends must not be waited for.
    private const int MostNoiseBytes = 4 * 1024 * 1024;

    private readonly string _host;
    private readonly RemoteCommand _command;
    private readonly IShellChannel _channel;
    private readonly IDisposable _session;
    private readonly bool _isShared;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _flooded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _input = new(1, 1);
    private bool _disposed;

    private SupervisedProcess(string host, RemoteCommand command, IShellChannel channel, IDisposable session, bool isShared, string nonce)
    {
        (_host, _command, _channel, _session, _isShared) = (host, command, channel, session, isShared);
        Line = command.Line;
        (Output, Error) = (new FramedOutput(nonce, command.OutputLimitBytes), new FramedOutput(nonce, command.OutputLimitBytes));
        Completion = CompleteAsync();
        // An early end is reported by whoever awaits it; nobody may be left to do so after a cancelled start.
        _ = Completion.ContinueWith(task => task.Exception, TaskScheduler.Default);
    }

    public int ProcessId => Output.ProcessId ?? throw new InvalidOperationException("the process has not begun");

    public byte[] OutputSoFar => Output.Content;

    public Task<CommandResult> Completion { get; }

    public bool IsDisposed => _disposed;

    /// <summary>Standard output, from the begin marker to the exit marker.</summary>
    public FramedOutput Output { get; }

    /// <summary>The same of standard error.</summary>
    public FramedOutput Error { get; }

    /// <summary>What it runs, for messages.</summary>
    public string Line { get; set; }

    /// <summary>Called when something came on one of its streams.</summary>
    public Action? Received { get; set; }

    /// <param name="open">Opens a session that runs a command line in the login shell.</param>
    /// <param name="session">Freed when the process is disposed, or fails to start: a place on the connection.</param>
    /// <param name="isShared">Whether the session is one of several on a connection, which may refuse it.</param>
    /// <exception cref="SessionRefusedException">The connection gave no session; nothing has run.</exception>
    /// <exception cref="RemoteException">The command did not begin.</exception>
    public static async Task<SupervisedProcess> StartAsync(
        string host,
        RemoteCommand command,
        Func<string, Task<IShellChannel>> open,
        IDisposable session,
        bool isShared,
        bool throughSudo,
        CancellationToken cancellationToken
    )
    {
        var nonce = $"perftests-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        IShellChannel channel;
        try
        {
            channel = await open(SupervisorScript.Bootstrap(throughSudo));
        }
        catch
        {
            session.Dispose();
            throw;
        }
        var process = new SupervisedProcess(host, command, channel, session, isShared, nonce);
        try
        {
            await process.WriteLineAsync(SupervisorScript.FirstInputLine(command, nonce), cancellationToken);
            await Task.WhenAny(process._begun.Task, process.Completion).WaitAsync(BeginLimit, TimeProvider.System, cancellationToken);
            if (!process._begun.Task.IsCompleted)
                await process.Completion;
            return process;
        }
        catch (TimeoutException)
        {
            await process.DisposeAsync();
            // It may have begun there: it is not tried again.
            throw new RemoteException(
                host,
                $"its login shell did not start a command within {BeginLimit.TotalSeconds:F0} s; is the host overloaded?"
            );
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public async Task SignalAsync(Signal signal, CancellationToken cancellationToken)
    {
        if (!Completion.IsCompleted)
            await WriteLineAsync(signal.ToString().ToUpperInvariant(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        CloseInput();
        await _channel.DisposeAsync();
        await Completion.ContinueWith(static _ => { }, TaskScheduler.Default);
        _session.Dispose();
        _input.Dispose();
    }

    /// <summary>Sends what the command reads, and ends its input.</summary>
    /// <exception cref="IOException">Not all could be sent: the command may have ended before, and then its completion tells
    /// how.</exception>
    public async Task SendAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            // On a thread of its own, for a write to a pipe that nobody reads cannot be cancelled; the end of the session ends it.
            await Task.Run(() => write(_channel.Input, cancellationToken), cancellationToken).WaitAsync(cancellationToken);
        }
        finally
        {
            CloseInput();
        }
    }

    private async Task<CommandResult> CompleteAsync()
    {
        var output = PumpAsync(_channel.Output, Output);
        var error = PumpAsync(_channel.Error, Error);
        // Either the exit marker comes, or the stream or the session ends without it because the link or the supervisor is gone.
        await Task.WhenAny(_exited.Task, _flooded.Task, output, _channel.Closed);
        CloseInput();
        await WaitUntilClosedAsync(Task.WhenAll(output, error, _channel.Closed));
        if (_flooded.Task.IsCompleted)
            throw Flooded();
        if (Output.ExitCode is not { } exitCode)
            throw await LostAsync();
        return new CommandResult(exitCode, Output.Content, Error.Content)
        {
            ReachedLimit = Error.HasLimitMarker,
            BytesLeftOut = Output.Dropped,
        };
    }

    /// <remarks>
    /// A daemon that the command left behind may hold the streams open for ever, so only what still flows is waited for, and not for long.
    /// </remarks>
    private async Task WaitUntilClosedAsync(Task closed)
    {
        var received = -1L;
        for (var graces = 0; !closed.IsCompleted && received != Flowing() && graces < MostGraces; graces++)
        {
            received = Flowing();
            await Task.WhenAny(closed, Task.Delay(SilenceGrace, TimeProvider.System));
        }
        if (!closed.IsCompleted)
            _channel.Abort();
        // A daemon on this machine holds the pipe itself, and nothing of ours is left to kill.
        await Task.WhenAny(closed, Task.Delay(SilenceGrace, TimeProvider.System));
        if (closed.IsCompleted)
            await closed;
        else
            _ = closed.ContinueWith(static task => task.Exception, TaskScheduler.Default);
    }

    // What comes behind the exit marker is no output of the command.
    private long Flowing() => Error.Length + (Output.ExitCode is null ? Output.Length : 0);

    private RemoteException Flooded()
    {
        var what = Output.ProcessId is null
            ? SshErrors.EndlessProfile(MostNoiseBytes)
            : $"'{OneLine.Command(Line)}' printed more than {_command.OutputLimitBytes} bytes, and was ended";
        return new RemoteException(_host, what) { Details = Log(what, "") };
    }

    private async Task<Exception> LostAsync()
    {
        var said = Error.Everything.Trim();
        if (said.Length == 0)
            said = await _channel.ExplainLossAsync();
        if (_isShared && Output.Length == 0 && SshErrors.IsSessionRefused(said))
            return new SessionRefusedException(said);
        var explained = SshErrors.Explain(said, _channel.Closed.IsCompletedSuccessfully ? await _channel.Closed : -1);
        return Output.ProcessId is not null
            ? Lost(explained, said)
            : new RemoteException(_host, $"cannot start '{OneLine.Command(Line)}': {explained}") { Details = Log(explained, said) };
    }

    /// <summary>The failure of what ran when the connection was lost.</summary>
    public RemoteException Lost(string explained, string said = "") =>
        new(_host, $"the connection was lost while '{OneLine.Command(Line)}' ran: {explained}") { Details = Log(explained, said) };

    private string Log(string what, string said) => $"{what}\ncommand: {Line}\n{said}".TrimEnd();

    private async Task PumpAsync(Stream stream, FramedOutput framed)
    {
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
        {
            framed.Append(buffer.AsSpan(0, read));
            if (framed == Output)
                Note();
            Received?.Invoke();
        }
    }

    private void Note()
    {
        if (Output.ProcessId is not null)
            _begun.TrySetResult();
        if (Output.ExitCode is not null)
            _exited.TrySetResult();
        else if (Output.ProcessId is null ? Output.Length > MostNoiseBytes : Output.Dropped > 0 && !_command.CutsOutput)
            _flooded.TrySetResult();
    }

    /// <summary>Sends a line; nothing when the process has ended meanwhile, for its completion tells how.</summary>
    public async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        await _input.WaitAsync(cancellationToken);
        try
        {
            await _channel.Input.WriteAsync(Encoding.UTF8.GetBytes($"{line}\n"), cancellationToken);
            await _channel.Input.FlushAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The summary says what this means.
        }
        finally
        {
            _input.Release();
        }
    }

    private void CloseInput()
    {
        try
        {
            _channel.Input.Close();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Closed already, or the other end went first.
        }
    }
}
