using System.Text;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote;

/// <summary>A process that ended with an answer, or runs until it gets a signal.</summary>
internal sealed class CannedProcess : IRemoteProcess
{
    private readonly TaskCompletionSource<CommandResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int ProcessId => 42;

    public byte[] OutputSoFar { get; init; } = [];

    public Task<CommandResult> Completion => _completion.Task;

    public bool IsDisposed { get; private set; }

    /// <summary>What a signal does; it ends the process when null.</summary>
    public Action<Signal>? OnSignal { get; init; }

    public static CannedProcess Running(string output = "") => new() { OutputSoFar = Encoding.UTF8.GetBytes(output) };

    public static CannedProcess Ended(int exitCode, string error = "", string output = "")
    {
        var process = Running(output);
        process.End(exitCode, error);
        return process;
    }

    public void End(int exitCode, string error = "") =>
        _completion.TrySetResult(new CommandResult(exitCode, OutputSoFar, Encoding.UTF8.GetBytes(error)));

    public Task SignalAsync(Signal signal, CancellationToken cancellationToken)
    {
        if (OnSignal is { } act)
            act(signal);
        else
            End(0);
        return Task.CompletedTask;
    }

    public Task SendAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        write(Stream.Null, cancellationToken);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
