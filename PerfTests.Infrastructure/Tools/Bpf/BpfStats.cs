using System.Text;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tools.Bpf;

/// <summary>Run counts and times of BPF programs, switched on while this object lives, and then left as they were found.</summary>
/// <remarks>
/// <para>The switch is global to the host's kernel and costs two clock reads per program run, so it is on in exposure runs only.</para>
/// <para>
/// One holder at a time, by a lock that the kernel gives back: of two that overlap, the first to end would switch it off under
/// the other, which would then leave it on. The file keeps how the switch was found, for the next one after a holder that was killed.
/// </para>
/// </remarks>
internal sealed class BpfStats : IAsyncDisposable
{
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    private readonly IRemoteProcess _holder;

    private BpfStats(IRemoteProcess holder) => _holder = holder;

    /// <summary>Whether the switch was on already: somebody else's, under every run on that host.</summary>
    public bool WasOn { get; private init; }

    /// <exception cref="RemoteException">The host does not allow it.</exception>
    public static Task<BpfStats> EnableAsync(IRemoteHost host, CancellationToken cancellationToken) =>
        EnableAsync(host, UsualLife, cancellationToken);

    /// <param name="life">Time after which the host itself switches it off; the load must be over before.</param>
    /// <exception cref="RemoteException">The host does not allow it.</exception>
    public static async Task<BpfStats> EnableAsync(IRemoteHost host, TimeSpan life, CancellationToken cancellationToken)
    {
        var holder = await host.StartAsync(
            new RemoteCommand(
                $$"""
                switch=/proc/sys/kernel/bpf_stats_enabled
                exec 9<>/run/perftests-bpf-stats.lock || exit 1
                flock -w 60 9 || { echo 'another run has held the switch for a minute' >&2; exit 1; }
                before=$(cat $switch) || exit 1
                read -r found <&9 && before=$found
                echo "$before" >/run/perftests-bpf-stats.lock
                trap 'echo "$before" >$switch; : >/run/perftests-bpf-stats.lock' EXIT
                trap 'exit 0' INT TERM HUP
                echo 1 >$switch || exit 1
                echo "on $before"
                sleep {{Math.Ceiling(life.TotalSeconds).ToString()}} 9>&- & wait
                """
            )
            {
                AsRoot = true,
                TimeLimit = life + Slack,
            },
            cancellationToken
        );
        try
        {
            string said;
            while (!(said = Encoding.ASCII.GetString(holder.OutputSoFar)).EndsWith('\n'))
            {
                if (holder.Completion.IsCompleted)
                {
                    var result = await holder.Completion;
                    throw new RemoteException(
                        host.Id,
                        $"BPF run counts cannot be switched on (kernel.bpf_stats_enabled): {OneLine.LastOf(result.Error, 300)}"
                    );
                }
                await Task.Delay(10, cancellationToken);
            }
            return new BpfStats(holder) { WasOn = said.Trim() != "on 0" };
        }
        catch
        {
            await holder.DisposeAsync();
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
