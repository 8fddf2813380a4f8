using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>What the interfaces of a tool's host carry while the load runs, and without it.</summary>
internal sealed class InterfaceWatch(IRemoteHost host, TimeProvider time)
{
    private readonly List<IReadOnlyDictionary<string, InterfaceTraffic>> _idlePerSecond = [];
    private Look? _before;
    private Look? _after;

    /// <summary>Carries out what watches the idle tool, and sees what passes meanwhile.</summary>
    /// <exception cref="RemoteException">The host was lost, or its counters are cut off.</exception>
    public async Task<T> WatchIdleAsync<T>(Func<Task<T>> meanwhile, CancellationToken cancellationToken)
    {
        var before = await ReadAsync(cancellationToken);
        var result = await meanwhile();
        var after = await ReadAsync(cancellationToken);
        var seconds = Seconds(before, after);
        _idlePerSecond.Add(Between(before, after).ToDictionary(each => each.Key, each => each.Value.Times(1 / seconds)));
        return result;
    }

    /// <summary>Looks right before the load.</summary>
    /// <exception cref="RemoteException">The host was lost, or its counters are cut off.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken) => _before = await ReadAsync(cancellationToken);

    /// <summary>Looks right after the load.</summary>
    /// <exception cref="RemoteException">The host was lost, or its counters are cut off.</exception>
    public async Task EndAsync(CancellationToken cancellationToken) => _after = await ReadAsync(cancellationToken);

    /// <summary>
    /// What each interface carried for the load: less what it carries without, the smaller of before and after. Empty where nobody looked.
    /// </summary>
    public IReadOnlyDictionary<string, InterfaceTraffic> Carried()
    {
        if (_before is null || _after is null)
            return new Dictionary<string, InterfaceTraffic>();
        var seconds = Seconds(_before, _after);
        return Between(_before, _after)
            .ToDictionary(
                each => each.Key,
                each =>
                    _idlePerSecond.Count > 0 && _idlePerSecond.TrueForAll(idle => idle.ContainsKey(each.Key))
                        ? each.Value.Less(
                            _idlePerSecond.Select(idle => idle[each.Key]).Aggregate((one, other) => one.Least(other)),
                            seconds
                        )
                        : each.Value
            );
    }

    private static Dictionary<string, InterfaceTraffic> Between(Look before, Look after) =>
        after
            .Counters.Where(each => before.Counters.ContainsKey(each.Key))
            .ToDictionary(each => each.Key, each => InterfaceTraffic.Between(before.Counters[each.Key], each.Value));

    private double Seconds(Look before, Look after) => Math.Max(1e-3, time.GetElapsedTime(before.At, after.At).TotalSeconds);

    private async Task<Look> ReadAsync(CancellationToken cancellationToken)
    {
        var result = await host.LookCheckedAsync(new RemoteCommand("cat /proc/net/dev"), cancellationToken);
        try
        {
            return new Look(time.GetTimestamp(), NetDevParser.Parse(result.Output));
        }
        catch (FormatException exception)
        {
            throw new RemoteException(host.Id, $"the counters of its interfaces cannot be read: {exception.Message}", exception);
        }
    }

    private sealed record Look(long At, IReadOnlyDictionary<string, NetDevCounters> Counters);
}
