using System.Diagnostics;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>A session through a process of this machine: an ssh client, or a shell here.</summary>
internal sealed class ProcessChannel : IShellChannel
{
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Func<Task<string>>? _explainLoss;

    private ProcessChannel(Process process, Func<Task<string>>? explainLoss)
    {
        (_process, _explainLoss) = (process, explainLoss);
        Closed = CloseAsync();
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    public Task<int> Closed { get; }

    /// <param name="explainLoss">What is known of the loss of a session whose process says nothing; null where nobody knows more.</param>
    /// <exception cref="RemoteException">There is no such program.</exception>
    public static ProcessChannel Start(string host, string program, IEnumerable<string> arguments, Func<Task<string>>? explainLoss = null)
    {
        try
        {
            return new ProcessChannel(LocalProcess.StartDetached(program, arguments), explainLoss);
        }
        catch (Exception exception)
        {
            throw new RemoteException(host, $"{program} cannot be started on this machine: {exception.Message}", exception);
        }
    }

    public Task<string> ExplainLossAsync() => _explainLoss?.Invoke() ?? Task.FromResult("");

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

    private async Task<int> CloseAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}
