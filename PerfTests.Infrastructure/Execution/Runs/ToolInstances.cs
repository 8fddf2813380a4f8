using System.Runtime.ExceptionServices;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Bpf;
using PerfTests.Infrastructure.Tools.Deployment;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>The instances of the tool in one run: none in a baseline run, else one on each endpoint that runs it.</summary>
internal sealed class ToolInstances : IAsyncDisposable
{
    // The tools are ready when counting begins: what is left around the load is short.
    private static readonly TimeSpan AroundCounts = TimeSpan.FromMinutes(10);

    private readonly List<ToolWatch> _watches = [];
    private readonly List<BpfStats> _stats = [];
    private readonly Dictionary<string, Leavings> _noted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<int>> _leftAtStart = new(StringComparer.Ordinal);
    private List<string>? _leavings;
    private readonly IReadOnlyList<(string Role, IRemoteHost Host, ToolLaunch Launch)> _planned;
    private readonly TimeProvider _time;

    private ToolInstances(IReadOnlyList<(string Role, IRemoteHost Host, ToolLaunch Launch)> planned, TimeProvider time) =>
        (_planned, _time) = (planned, time);

    public static ToolInstances None => new([], TimeProvider.System);

    /// <summary>The commands, as the hosts get them; null without a tool.</summary>
    public string? CommandLine => _planned.Count == 0 ? null : string.Join(" & ", _planned.Select(instance => instance.Launch.CommandLine));

    /// <summary>First process of each instance that started, by the id of its host.</summary>
    public IReadOnlyDictionary<string, int> ProcessIds => _watches.ToDictionary(watch => watch.HostId, watch => watch.ProcessId);

    public double StartSeconds => _watches.Sum(watch => watch.StartSeconds);

    public double StopSeconds => _watches.Sum(watch => watch.StopSeconds);

    /// <summary>What the host that runs the tool says of its version; known once the tool is deployed.</summary>
    public string? Hash { get; private set; }

    /// <summary>Hosts whose kernel counted program runs before it was asked to: somebody else's switch.</summary>
    public IReadOnlyList<string> CountedBefore { get; private set; } = [];

    /// <summary>What was seen of each instance that started.</summary>
    public IReadOnlyList<ToolObservation> Observations => [.. _watches.Select(watch => watch.Observation)];

    /// <summary>What all instances took; null without a tool.</summary>
    public ToolUse? Use => ToolUseMeter.Sum([.. _watches.Select(watch => watch.Use)]) is { } use ? use with { Left = _leavings } : null;

    /// <summary>The first reason why an instance was not there as it should have been; null when all were.</summary>
    public string? Problem =>
        _watches
            .Select(watch => watch.Observation.Problem is { } problem ? Where(watch.Role) + problem : null)
            .FirstOrDefault(problem => problem is not null);

    /// <summary>By host id: programs that outlived their tool.</summary>
    public IEnumerable<(string HostId, IReadOnlyList<int> Programs)> Left =>
        _watches
            .Where(watch => watch.Observation.LeftPrograms.Count > 0)
            .Select(watch => (watch.HostId, watch.Observation.LeftPrograms))
            .Concat(_leftAtStart.Select(left => (left.Key, left.Value)));

    /// <summary>The instances that a tool case has.</summary>
    public static ToolInstances Of(PerfCase perfCase, SessionHosts hosts, TimeProvider time) =>
        new([.. perfCase.Environment.ToolEndpoints.Select(at => (at.Role, hosts[at.Host], ToolLaunch.For(perfCase, at)))], time);

    /// <summary>Deploys and starts every instance, one after the other, and waits until each is ready.</summary>
    /// <param name="isCounting">Whether the kernels count the programs' runs; that costs time, so only where it is the purpose.</param>
    /// <exception cref="ToolFailedException">An instance was not ready in time; what it printed is in the folder.</exception>
    public async Task StartAsync(ToolDeployment deployment, RunFolder folder, bool isCounting, CancellationToken cancellationToken)
    {
        foreach (var (role, host, launch) in _planned)
        {
            try
            {
                var hash = await deployment.DeployAsync(launch.Spec, host, cancellationToken);
                if (_watches.Count > 0 && hash is not null && Hash is not null && hash != Hash)
                    throw new ToolFailedException(
                        $"{launch.Spec.Path} is another version than on the {_watches[0].Role}; install the same on both"
                    );
                Hash = hash;
                if (isCounting)
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
        if (isCounting)
            await StartCountingAsync(cancellationToken);
    }

    /// <summary>Looks at every instance right before or right after the load.</summary>
    public Task LookAsync(LoadMoment moment, CancellationToken cancellationToken) =>
        Task.WhenAll(_watches.Select(watch => watch.LookAsync(moment, cancellationToken)));

    /// <summary>Stops every instance, also after one that could not be stopped, and keeps what they printed.</summary>
    public async Task StopAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        foreach (var watch in _watches)
        {
            try
            {
                await watch.StopAsync(folder, cancellationToken);
                if (_noted.TryGetValue(watch.Role, out var noted))
                    (_leavings ??= []).AddRange(
                        (await noted.FindAsync(watch.ProcessIds, cancellationToken)).Select(left => Where(watch.Role) + left)
                    );
            }
            catch (Exception exception) when (exception is RemoteException or TimeoutException or ToolFailedException)
            {
                failure ??= exception;
            }
        }
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var held in _stats.Cast<IAsyncDisposable>().Concat(_watches))
            await held.DisposeAsync();
        _stats.Clear();
    }

    // Hosts may be containers or namespaces of one kernel: its switch is one, and each instance sees the programs of the other.
    private async Task StartCountingAsync(CancellationToken cancellationToken)
    {
        var kernels = new List<(ToolWatch Watch, IRemoteHost Host, string Kernel)>();
        foreach (var (watch, host) in _watches.Zip(_planned.Select(instance => instance.Host)))
        {
            await watch.BeginCountingAsync(cancellationToken);
            kernels.Add(
                (
                    watch,
                    host,
                    (await host.RunCheckedAsync(new RemoteCommand("cat /proc/sys/kernel/random/boot_id"), cancellationToken)).Output.Trim()
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
                CountedBefore = [.. CountedBefore, kernel.First().Host.Id];
        }
        await Task.WhenAll(_watches.Select(watch => watch.WatchIdleAsync(cancellationToken)));
    }

    private string Where(string role) => _planned.Count == 1 ? "" : $"on the {role}: ";

    private string Subfolder(string role) => _planned.Count == 1 ? RunFolder.EbpfOutput : $"{RunFolder.EbpfOutput}/{role}";
}
