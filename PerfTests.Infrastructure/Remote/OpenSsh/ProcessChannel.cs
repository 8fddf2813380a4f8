using System.Diagnostics;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>A session through a process of this machine: an ssh client, or a shell here.</summary>
internal sealed class ProcessChannel : IShellChannel
{
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private ProcessChannel(Process process)
    {
        _process = process;
        Closed = CloseAsync();
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    public Task<ChannelEnd> Closed { get; }

    /// <exception cref="RemoteException">There is no such program.</exception>
    public static ProcessChannel Start(string host, string program, IEnumerable<string> arguments)
    {
        try
        {
            return new ProcessChannel(LocalProcess.StartDetached(program, arguments));
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
        return new ChannelEnd(_process.ExitCode, "");
    }
}
