using System.Diagnostics;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>A session through a process of this machine: an ssh client, or a shell here.</summary>
internal sealed class ProcessChannel : IShellChannel
{
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Func<int, Task<string>>? _said;

    private ProcessChannel(Process process, Func<int, Task<string>>? said)
    {
        (_process, _said) = (process, said);
        Closed = CloseAsync();
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    public Task<ChannelEnd> Closed { get; }

    /// <param name="said">What is to be said of its end, by exit code, beside what it says itself.</param>
    /// <exception cref="RemoteException">There is no such program.</exception>
    public static ProcessChannel Start(string host, string program, IEnumerable<string> arguments, Func<int, Task<string>>? said = null)
    {
        try
        {
            return new ProcessChannel(LocalProcess.StartDetached(program, arguments), said);
        }
        catch (Exception exception)
        {
            throw new RemoteException(host, $"{program} cannot be started on this machine: {exception.Message}", exception);
        }
    }

    public void Abort() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Closed.WaitAsync(EndGrace, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            Abort();
            await Closed;
        }
        _process.Dispose();
    }

    private async Task<ChannelEnd> CloseAsync()
    {
        await _process.WaitForExitAsync();
        var exitCode = _process.ExitCode;
        return new ChannelEnd(exitCode, _said is null ? "" : await _said(exitCode));
    }
}
