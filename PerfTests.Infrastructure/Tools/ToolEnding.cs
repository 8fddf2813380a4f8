using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Supervision;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tools;

/// <summary>Ends a tool politely and waits until its programs are gone.</summary>
/// <remarks>
/// Detaching hundreds of probes takes longer than any grace that is right for a tool which hangs. So a harder signal follows only when no
/// program has gone for the length of the grace: one that unloads is left to it.
/// </remarks>
internal sealed class ToolEnding(
    IRemoteHost host,
    string toolId,
    IRemoteProcess process,
    IReadOnlyList<int> programIds,
    TimeSpan grace,
    TimeProvider time
)
{
    private const int Killed = 128 + 9;

    /// <returns>The tool's exit code, that of a kill where its own is not there, and the programs that stayed.</returns>
    /// <exception cref="TimeoutException">Its programs are gone, and its process stays.</exception>
    public async Task<(int ExitCode, IReadOnlyList<int> Left)> EndAsync(CancellationToken cancellationToken)
    {
        var left = programIds;
        foreach (var signal in (Signal[])[Signal.Int, Signal.Term, Signal.Kill])
        {
            if (process.Completion.IsCompleted)
                break;
            await process.SignalAsync(signal, cancellationToken);
            while (!await HasEndedAsync(cancellationToken))
            {
                var now = await BpfInventory.ReadLoadedAsync(host, left, cancellationToken);
                if (now.Count >= left.Count)
                    break;
                left = now;
            }
        }
        left = await BpfInventory.WaitUntilUnloadedAsync(host, programIds, grace, cancellationToken);
        if (process.Completion.IsCompleted || await HasEndedAsync(cancellationToken))
            return ((await process.Completion).ExitCode, left);
        return left.Count > 0
            ? (Killed, left)
            : throw new TimeoutException(
                $"tool {toolId} did not end within {grace.TotalSeconds:0.#} s (stop_grace) of SIGKILL on host {host.Id}, although its "
                    + $"BPF programs are gone; raise stop_grace"
            );
    }

    private async Task<bool> HasEndedAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(process.Completion, Task.Delay(grace, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return process.Completion.IsCompleted;
    }
}
