using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Bpf;
using PerfTests.Infrastructure.Tools.Deployment;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>The tool in the runs that one start serves: no instance for baseline runs, else one on each endpoint that runs it.</summary>
internal sealed class ToolInstances : IAsyncDisposable
{
    // The tools are ready when counting begins: what is left around the load is short.
    private static readonly TimeSpan AroundCounts = TimeSpan.FromMinutes(10);

    private readonly List<ToolWatch> _watches = [];
    private readonly List<BpfStats> _stats = [];
    private readonly Dictionary<string, Leavings> _noted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<int>> _leftAtStart = new(StringComparer.Ordinal);
    private readonly List<string> _countedBefore = [];
    private readonly Dictionary<string, CountingCost?> _counting = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<(string Role, IRemoteHost Host, ToolLaunch Launch, string Python)> _planned;
    private readonly TimeProvider _time;
    private string? _hash;
    private int _runs;

    private ToolInstances(IReadOnlyList<(string Role, IRemoteHost Host, ToolLaunch Launch, string Python)> planned, TimeProvider time) =>
        (_planned, _time) = (planned, time);

    public static ToolInstances None => new([], TimeProvider.System);

    /// <summary>The instances that a tool case has.</summary>
    public static ToolInstances Of(PerfCase perfCase, SessionHosts hosts, TimeProvider time) =>
        new(
            [.. perfCase.Environment.ToolEndpoints.Select(at => (at.Role, hosts[at.Host], ToolLaunch.For(perfCase, at), at.Host.Python))],
            time
        );

    /// <summary>The commands of all instances of a tool case, as the hosts get them.</summary>
    public static string CommandLine(PerfCase perfCase) =>
        string.Join(" & ", perfCase.Environment.ToolEndpoints.Select(at => ToolLaunch.For(perfCase, at).CommandLine));

    /// <summary>Deploys and starts every instance, one after the other, and waits until each is ready; what runs already goes on.</summary>
    /// <param name="calibration">
    /// Knows what it costs that the kernels count the programs' runs; null where they do not, since that is the purpose of few runs.
    /// </param>
    /// <returns>The first process of each instance, by the id of its host.</returns>
    /// <exception cref="ToolFailedException">An instance was not ready in time; what it printed is in the folder.</exception>
    public async Task<IReadOnlyDictionary<string, int>> StartAsync(
        ToolDeployment deployment,
        RunFolder folder,
        CountingCalibration? calibration,
        CancellationToken cancellationToken
    )
    {
        foreach (var (role, host, launch, python) in _runs++ == 0 ? _planned : [])
        {
            try
            {
                if (calibration is not null)
                    _counting[role] = await calibration.OfAsync(host, python, cancellationToken);
                var hash = await deployment.DeployAsync(launch.Spec, host, cancellationToken);
                if (_watches.Count > 0 && hash is not null && _hash is not null && hash != _hash)
                    throw new ToolFailedException(
                        $"{launch.Spec.Path} is another version than on the {_watches[0].Role}; install the same on both"
                    );
                _hash = hash;
                if (calibration is not null)
                    _noted[role] = await Leavings.NoteAsync(host, cancellationToken);
                _watches.Add(await ToolWatch.StartAsync(role, Subfolder(role), host, launch, _time, cancellationToken));
            }
            catch (ToolFailedException exception)
            {
                if (exception.Output is { } printed)
                    await ToolFiles.WriteAsync(folder, Subfolder(role), printed, cancellationToken);
                if (exception.LeftPrograms.Count > 0)
                    _leftAtStart[host.Id] = exception.LeftPrograms;
                throw new ToolFailedException($"{Where(role)}{exception.Message}", exception.Output)
                {
                    LeftPrograms = exception.LeftPrograms,
                };
            }
        }
        if (calibration is not null)
            await StartCountingAsync(cancellationToken);
        return _watches.ToDictionary(watch => watch.HostId, watch => watch.ProcessId);
    }

    /// <summary>Looks at every instance right before or right after the load.</summary>
    public Task LookAsync(LoadMoment moment, CancellationToken cancellationToken) =>
        Task.WhenAll(_watches.Select(watch => watch.LookAsync(moment, cancellationToken)));

    /// <summary>What was seen of every instance, which go on.</summary>
    public ObservedTools Observe() =>
        Seen([.. _watches.Select(watch => (watch, watch.Observe(null), (ToolStopped?)null))]) with
        {
            IsRunning = true,
        };

    /// <summary>Stops every instance, also after one that could not be stopped, and keeps what they printed.</summary>
    public async Task<ObservedTools> StopAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        var stopped = new List<(ToolWatch Watch, ToolObservation Seen, ToolStopped? End)>();
        List<string>? leavings = null;
        Exception? failure = null;
        foreach (var watch in _watches)
        {
            ToolStopped? end = null;
            try
            {
                end = await watch.StopAsync(folder, cancellationToken);
                if (_noted.TryGetValue(watch.Role, out var noted))
                    (leavings ??= []).AddRange(
                        (await noted.FindAsync(watch.ProcessIds, cancellationToken)).Select(left => Where(watch.Role) + left)
                    );
            }
            catch (Exception exception) when (exception is RemoteException or TimeoutException or ToolFailedException)
            {
                failure ??= exception;
            }
            stopped.Add((watch, watch.Observe(end), end));
        }
        var seen = Seen(stopped);
        return seen with { Use = seen.Use is { } use ? use with { Left = leavings } : null, StopFailure = failure };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var held in _stats.Cast<IAsyncDisposable>().Concat(_watches))
            await held.DisposeAsync();
        _stats.Clear();
    }

    private ObservedTools Seen(IReadOnlyList<(ToolWatch Watch, ToolObservation Seen, ToolStopped? End)> tools)
    {
        var use = ToolUseMeter.Sum([.. tools.Select(tool => tool.Watch.Use(tool.End))]);
        return new ObservedTools
        {
            Instances = [.. tools.Select(tool => tool.Seen)],
            Hash = _hash,
            // The start was that of the first run, and what had been used until then is no start any more.
            StartSeconds = _runs > 1 ? 0 : _watches.Sum(watch => watch.StartSeconds),
            StopSeconds = tools.Sum(tool => tool.End?.StopSeconds ?? 0),
            Use = _runs > 1 && use is not null ? use with { StartCpuSeconds = null } : use,
            CountedBefore = _countedBefore,
            Left =
            [
                .. tools
                    .Where(tool => tool.Seen.LeftPrograms.Count > 0)
                    .Select(tool => (tool.Watch.HostId, tool.Seen.LeftPrograms))
                    .Concat(_leftAtStart.Select(left => (left.Key, left.Value))),
            ],
            Problem = tools
                .Select(tool => tool.Seen.Problem is { } problem ? Where(tool.Watch.Role) + problem : null)
                .FirstOrDefault(problem => problem is not null),
        };
    }

    // Hosts may be containers or namespaces of one kernel: its switch is one, and each instance sees the programs of the other.
    private async Task StartCountingAsync(CancellationToken cancellationToken)
    {
        var kernels = new List<(ToolWatch Watch, IRemoteHost Host, string Kernel)>();
        foreach (var (watch, host) in _watches.Zip(_planned.Select(instance => instance.Host)))
        {
            await watch.BeginCountingAsync(_counting.GetValueOrDefault(watch.Role), cancellationToken);
            kernels.Add(
                (
                    watch,
                    host,
                    (await host.LookCheckedAsync(new RemoteCommand("cat /proc/sys/kernel/random/boot_id"), cancellationToken)).Output.Trim()
                )
            );
        }
        foreach (var kernel in kernels.GroupBy(each => each.Kernel))
        {
            IReadOnlyList<int> ours = [.. kernel.SelectMany(each => each.Watch.Programs).Select(program => program.Id)];
            foreach (var (watch, _, _) in kernel)
                await watch.RequireAloneAsync(ours, cancellationToken);
            var stats = await BpfStats.EnableAsync(kernel.First().Host, _planned[0].Launch.LoadLimit + AroundCounts, cancellationToken);
            _stats.Add(stats);
            if (stats.WasOn)
                _countedBefore.Add(kernel.First().Host.Id);
        }
        await Task.WhenAll(_watches.Select(watch => watch.WatchIdleAsync(cancellationToken)));
    }

    private string Where(string role) => _planned.Count == 1 ? "" : $"on the {role}: ";

    private string Subfolder(string role) => _planned.Count == 1 ? RunFolder.EbpfOutput : $"{RunFolder.EbpfOutput}/{role}";
}
