using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Remote.Supervision;
using Renci.SshNet;

namespace PerfTests.Infrastructure.Remote.SshNet;

/// <summary>A session on a connection of SSH.NET.</summary>
internal sealed class SshNetChannel : IShellChannel
{
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(5);

    private readonly SshCommand _command;
    private readonly Func<string> _lost;

    private SshNetChannel(SshCommand command, Task execution, Task gone, Func<string> lost)
    {
        (_command, _lost) = (command, lost);
        Input = InputOf(command);
        Output = PumpedStream.Of(command.OutputStream, "ssh output");
        Error = PumpedStream.Of(command.ExtendedOutputStream, "ssh error");
        Closed = CloseAsync(execution, gone);
    }

    public Stream Input { get; }

    public Stream Output { get; }

    public Stream Error { get; }

    public Task<int> Closed { get; }

    /// <param name="gone">Ends when the connection is given up.</param>
    /// <param name="lost">Why the connection is gone, in words, when it is.</param>
    /// <exception cref="SessionRefusedException">The host gives no further session, or the connection is lost; nothing has run.</exception>
    public static async Task<SshNetChannel> OpenAsync(SshClient client, string commandLine, Task gone, Func<string> lost)
    {
        SshCommand? command = null;
        try
        {
            var made = command = client.CreateCommand(commandLine);
            // It waits in its thread until the host has opened the session.
            var execution = await Task.Run(() => new { Task = made.ExecuteAsync(CancellationToken.None) });
            return new SshNetChannel(made, execution.Task, gone, lost);
        }
        catch (Exception exception) when (LinkFailure.Is(exception))
        {
            if (command is not null)
                await LinkFailure.DisposeAsync(command);
            var said = LinkFailure.IsConnected(client) ? SshErrors.SessionDeniedSaid : SshErrors.DroppedSaid;
            throw new SessionRefusedException($"{said}: {exception.Message}");
        }
    }

    public Task<string> ExplainLossAsync() => Task.FromResult(_lost());

    // Closing waits for the host's answer, in its thread.
    public void Abort() => _ = LinkFailure.DisposeAsync(_command);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Closed.WaitAsync(EndGrace, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            // Nothing is left to wait for: the host may be gone.
        }
        await LinkFailure.DisposeAsync(_command);
    }

    private static Stream InputOf(SshCommand command)
    {
        try
        {
            return new ChannelInput(command.CreateInputStream());
        }
        catch (InvalidOperationException)
        {
            // The command has ended already, and reads nothing any more.
            return Stream.Null;
        }
    }

    private async Task<int> CloseAsync(Task execution, Task gone)
    {
        try
        {
            if (await Task.WhenAny(execution, gone) == gone && !execution.IsCompleted)
            {
                Abort();
                return -1;
            }
            await execution;
            return _command.ExitStatus ?? -1;
        }
        catch (Exception exception) when (LinkFailure.Is(exception))
        {
            return -1;
        }
    }
}
