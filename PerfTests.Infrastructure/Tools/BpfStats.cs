using System.Text;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools;

/// <summary>Run counts and times of BPF programs, switched on while this object lives, and then left as they were found.</summary>
/// <remarks>The switch is global to the host's kernel and costs two clock reads per program run, so it is on in exposure runs only.</remarks>
internal sealed class BpfStats : IAsyncDisposable
{
    private readonly IRemoteProcess _holder;

    private BpfStats(IRemoteProcess holder) => _holder = holder;

    /// <exception cref="RemoteException">The host does not allow it.</exception>
    public static async Task<BpfStats> EnableAsync(IRemoteHost host, CancellationToken cancellationToken)
    {
        var holder = await host.StartAsync(
            new RemoteCommand("""
                switch=/proc/sys/kernel/bpf_stats_enabled
                before=$(cat $switch) || exit 1
                trap 'echo "$before" >$switch; exit 0' INT TERM
                echo 1 >$switch || exit 1
                echo on
                sleep 600 & wait
                """)
            {
                AsRoot = true,
                TimeLimit = TimeSpan.FromMinutes(11),
            },
            cancellationToken);
        var stats = new BpfStats(holder);
        try
        {
            while (!Encoding.ASCII.GetString(holder.OutputSoFar).StartsWith("on", StringComparison.Ordinal))
            {
                if (holder.Completion.IsCompleted)
                {
                    var result = await holder.Completion;
                    throw new RemoteException(host.Id, $"BPF run counts cannot be switched on (kernel.bpf_stats_enabled): {result.Error.Trim()}");
                }
                await Task.Delay(2, cancellationToken);
            }
            return stats;
        }
        catch
        {
            await stats.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the holder, whose signal handler restores the switch.</summary>
    public async ValueTask DisposeAsync()
    {
        await _holder.SignalAsync(Signal.Term, CancellationToken.None);
        await Task.WhenAny(_holder.Completion, Task.Delay(TimeSpan.FromSeconds(2)));
        await _holder.DisposeAsync();
    }
}
