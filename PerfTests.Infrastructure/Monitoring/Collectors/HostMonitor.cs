using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>The monitors of one host while a load runs. Disposing ends what of them still runs.</summary>
internal sealed class HostMonitor : IAsyncDisposable
{
    // Their output is on the way at once; a monitor that does not end on SIGINT must not hold up a run for long.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<Collector> _collectors;
    private readonly IRemoteProcess _process;
    private readonly TimeProvider _time;

    private HostMonitor(IReadOnlyList<Collector> collectors, IRemoteProcess process, TimeProvider time) =>
        (_collectors, _process, _time) = (collectors, process, time);

    /// <param name="watchesTool">Whether the tool runs on this host; its processes are root's.</param>
    /// <param name="toolProcessId">The tool's first process; null in a baseline run.</param>
    /// <exception cref="RemoteException">The host cannot be reached.</exception>
    public static async Task<HostMonitor> StartAsync(
        IRemoteHost host,
        IReadOnlyList<Collector> collectors,
        bool watchesTool,
        int? toolProcessId,
        TimeSpan limit,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var script = MonitorScript.Build(collectors, watchesTool, toolProcessId, limit);
        var process = await host.StartAsync(
            new RemoteCommand(script)
            {
                TimeLimit = limit,
                WorkingDirectory = host.WorkDir,
                AsRoot = watchesTool,
                OutputLimitBytes = RemoteCommand.LargeOutputBytes,
            },
            cancellationToken
        );
        return new HostMonitor(collectors, process, time);
    }

    /// <summary>Tells that the load has ended, and ends the monitors.</summary>
    /// <exception cref="FormatException">What they left is not whole.</exception>
    /// <exception cref="RemoteException">The connection was lost.</exception>
    public async Task<MonitorOutput> StopAsync(CancellationToken cancellationToken)
    {
        await _process.SignalAsync(Signal.Cont, cancellationToken);
        try
        {
            var ended = await _process.Completion.WaitAsync(StopLimit, _time, cancellationToken);
            return ended.ExitCode == 0
                ? MonitorOutput.Parse(_collectors, ended.StandardOutput)
                : throw new FormatException($"the monitors ended with exit code {ended.ExitCode}: {OneLine.LastOf(ended.Error, 300)}");
        }
        catch (TimeoutException exception)
        {
            await _process.StopAsync(Grace, _time, cancellationToken);
            throw new FormatException($"the monitors did not end within {StopLimit.TotalSeconds:F0} s after the load", exception);
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
