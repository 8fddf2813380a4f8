using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Remote;

/// <summary>Exclusive use of a host: two measurements on one host would measure each other.</summary>
/// <remarks>The lock is a flock held by a supervised process, so it is freed when this process or the link is gone.</remarks>
public sealed class HostLease : IAsyncDisposable
{
    private const int HeldByAnother = 75;

    private readonly IRemoteProcess _holder;

    private HostLease(string host, IRemoteProcess holder) => (Host, _holder) = (host, holder);

    /// <summary>Id of the host.</summary>
    public string Host { get; }

    /// <summary>False when the holder ended, with its connection for instance: the host is free for others then.</summary>
    public bool IsHeld => !_holder.Completion.IsCompleted;

    /// <exception cref="RemoteException">Another run holds the host; the message says which.</exception>
    public static async Task<HostLease> TakeAsync(IRemoteHost host, string owner, TimeSpan limit, CancellationToken cancellationToken)
    {
        var lease = ShellWord.Quote($"{host.WorkDir.TrimEnd('/')}/lease");
        var hold = ShellWord.Quote($"printf %s {ShellWord.Quote(owner)} >{lease}; echo held; exec sleep {limit.TotalSeconds:F0}");
        var holder = await host.StartAsync(
            new RemoteCommand(
                $"mkdir -p -- {ShellWord.Quote(host.WorkDir)} && {{ flock -n -E {HeldByAnother} {lease} /bin/sh -c {hold} || "
                    + $"{{ code=$?; cat {lease} >&2; exit $code; }}; }}"
            )
            {
                TimeLimit = limit,
            },
            cancellationToken
        );
        try
        {
            while (!Encoding.UTF8.GetString(holder.OutputSoFar).Contains("held", StringComparison.Ordinal))
            {
                if (holder.Completion.IsCompleted)
                {
                    var result = await holder.Completion;
                    throw new RemoteException(
                        host.Id,
                        result.ExitCode == HeldByAnother
                            ? $"another run measures there ({OneLine.Of(result.Error, 200)}); wait for it to end"
                            : $"cannot take the lease {lease}: {OneLine.LastOf(result.Error, 300)}"
                    )
                    {
                        IsInUse = result.ExitCode == HeldByAnother,
                    };
                }
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
            }
            return new HostLease(host.Id, holder);
        }
        catch
        {
            await holder.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _holder.DisposeAsync();
}
