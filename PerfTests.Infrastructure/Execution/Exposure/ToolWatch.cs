using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>A tool in one run: started and ready, looked at around the load, stopped. What it printed goes to the run's folder.</summary>
internal sealed class ToolWatch : IAsyncDisposable
{
    // Longer than a tool pauses between two programs that it loads, as a compiler or the kernel's verifier makes it.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    // Long enough for a program that runs a hundred times a second to show it.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(0.5);

    private readonly RunningTool _tool;
    private readonly TimeProvider _time;
    private readonly string _subfolder;
    private readonly ToolUseMeter _use = new();
    private readonly IRemoteHost _host;
    private readonly InterfaceWatch _interfaces;
    private bool _isCounting;
    private CountingCost? _counting;
    private IReadOnlyList<BpfProgram> _before = [];
    private IReadOnlyList<BpfProgram> _after = [];
    private bool _aliveAfterLoad;
    private IdleRuns? _idleBefore;
    private IdleRuns? _idleAfter;
    private IReadOnlyDictionary<int, bool> _attachedBefore = new Dictionary<int, bool>();
    private IReadOnlyDictionary<int, bool> _attached = new Dictionary<int, bool>();
    private IReadOnlyList<BpfBinding> _bindings = [];
    private long _watchedFrom;
    private int _loads;
    private double _watchedSeconds;
    private readonly DateTimeOffset _readyTime;

    private ToolWatch(string role, string subfolder, IRemoteHost host, RunningTool tool, TimeProvider time) =>
        (Role, _subfolder, _host, _tool, _time, _readyTime, _interfaces) = (
            role,
            subfolder,
            host,
            tool,
            time,
            time.GetUtcNow(),
            new InterfaceWatch(host, time)
        );

    /// <summary>Role of the host that runs it.</summary>
    public string Role { get; }

    public string HostId => _host.Id;

    public IReadOnlyList<BpfProgram> Programs => _tool.Programs;

    public int ProcessId => _tool.ProcessId;

    public double StartSeconds => _tool.StartSeconds;

    /// <summary>Its processes when the load had ended.</summary>
    public IReadOnlyList<int> ProcessIds => _use.ProcessIds;

    /// <param name="role">Role of the host.</param>
    /// <param name="subfolder">Where in the run's folder the tool's output goes.</param>
    /// <exception cref="ToolFailedException">The tool was not ready in time.</exception>
    public static async Task<ToolWatch> StartAsync(
        string role,
        string subfolder,
        IRemoteHost host,
        ToolLaunch launch,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => new(role, subfolder, host, await RunningTool.StartAsync(host, launch, time, cancellationToken), time);

    /// <summary>Gets ready for a run in which the kernel counts how often the programs run.</summary>
    /// <param name="counting">What counting costs on its host; null where that could not be calibrated.</param>
    public async Task BeginCountingAsync(CountingCost? counting, CancellationToken cancellationToken)
    {
        _counting = counting;
        // Where nobody says when the tool is ready, it shows here once, in the run that is not compared, how many programs it has.
        if (!_tool.SaysWhenReady)
            await Task.Delay(Settling, _time, cancellationToken);
        await _tool.ReadNamesAsync(cancellationToken);
        await _tool.WaitUntilAttachedAsync(() => _tool.ReadAttachmentsAsync(cancellationToken), cancellationToken);
        _isCounting = true;
    }

    /// <summary>Sees how often the programs run while no load does; the kernel counts already.</summary>
    public async Task WatchIdleAsync(CancellationToken cancellationToken) => _idleBefore = await IdleAsync(cancellationToken);

    /// <inheritdoc cref="RunningTool.RequireAloneAsync"/>
    public Task RequireAloneAsync(IReadOnlyList<int> ours, CancellationToken cancellationToken) =>
        _tool.RequireAloneAsync(ours, cancellationToken);

    public async Task LookAsync(LoadMoment moment, CancellationToken cancellationToken)
    {
        if (moment == LoadMoment.After)
        {
            _loads++;
            _aliveAfterLoad = _tool.IsAlive;
            if (_isCounting)
                await _interfaces.EndAsync(cancellationToken);
            var after = await TakeAsync(moment, cancellationToken);
            _after = after.Programs;
            _watchedSeconds = _time.GetElapsedTime(_watchedFrom).TotalSeconds;
            if (!_aliveAfterLoad)
                return;
            (_attached, _bindings) = (after.Attached, after.Bindings);
            if (_isCounting)
                _idleAfter = await IdleAsync(cancellationToken);
            return;
        }
        if (!_isCounting)
        {
            _attachedBefore = await _tool.WaitUntilAttachedAsync(
                async () => (await TakeAsync(moment, cancellationToken)).Attached,
                cancellationToken
            );
            // Where nobody counts, the programs seen at the start are enough.
            _before = _tool.Programs;
            return;
        }
        // An exposure run has waited already, before it looked at the idle tool. Counts start from here.
        var before = await TakeAsync(moment, cancellationToken);
        _attachedBefore = before.Attached;
        var known = _tool.Programs.ToDictionary(program => program.Id);
        _before =
        [
            .. before.Programs.Select(program =>
                program with
                {
                    Name = known.GetValueOrDefault(program.Id)?.Name,
                    Tag = known.GetValueOrDefault(program.Id)?.Tag,
                }
            ),
        ];
        // Within the time that the programs are watched: none can have run for fewer packets than are counted here.
        await _interfaces.BeginAsync(cancellationToken);
    }

    private Task<IdleRuns> IdleAsync(CancellationToken cancellationToken) =>
        _interfaces.WatchIdleAsync(() => IdleRuns.WatchAsync(_tool, Idle, _time, cancellationToken), cancellationToken);

    private async Task<ToolLook> TakeAsync(LoadMoment moment, CancellationToken cancellationToken)
    {
        if (moment == LoadMoment.Before)
            _watchedFrom = _time.GetTimestamp();
        var look = await ToolLook.TakeAsync(_host, ProcessId, _tool.Lookup, _tool.Programs, moment, cancellationToken);
        _tool.Hold(look.Programs);
        _use.Take(moment, look.Use);
        return look;
    }

    /// <summary>Stops the tool and keeps what it printed.</summary>
    public async Task<ToolStopped> StopAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        var stopTime = _time.GetUtcNow();
        var stopped = await _tool.StopAsync(cancellationToken);
        await ToolFiles.WriteAsync(folder, _subfolder, stopped.Output, cancellationToken);
        var seen = Observe(stopped);
        await ToolFiles.WriteDataAsync(folder, _subfolder, seen, stopped, StartSeconds, _readyTime, stopTime, cancellationToken);
        return stopped;
    }

    /// <summary>What was seen of it.</summary>
    /// <param name="stopped">How it ended; null when it could not be stopped.</param>
    public ToolObservation Observe(ToolStopped? stopped) =>
        new()
        {
            Role = Role,
            AliveAfterLoad = _aliveAfterLoad,
            Before = _before,
            After = _after,
            LeftPrograms = stopped?.LeftPrograms ?? [],
            MayGrow = _tool.SaysWhenReady,
            Exposure = _tool.Exposure,
            ExpectedPrograms = _tool.ExpectedPrograms,
            Printed = stopped is null ? null : ToolPrinted.Of(stopped.Output, _tool.Exposure),
            WatchedSeconds = _watchedSeconds,
            IdleRunsPerSecond = IdleRuns.Least(_idleBefore, _idleAfter),
            MostIdleRunsPerSecond = IdleRuns.Most(_idleBefore, _idleAfter),
            Counting = _counting,
            AttachedBefore = _attachedBefore,
            Attached = _attached,
            Bindings = _bindings,
            Interfaces = _interfaces.Carried(),
            Loads = Math.Max(1, _loads),
            EndedProcesses = _tool.Loader is { HasProcess: true } ? _use.EndedProcesses : 0,
            LacksProcess = _tool.Loader is { HasProcess: true } && _aliveAfterLoad && _use.ProcessIds.Count == 0,
        };

    /// <summary>What it used.</summary>
    /// <param name="stopped">How it ended; null when it could not be stopped.</param>
    public ToolUse Use(ToolStopped? stopped)
    {
        var use = _use.Of(stopped is null ? null : stopped.Output.StandardOutput.Length + stopped.Output.StandardError.Length);
        return _tool.Loader is { HasProcess: false } ? use with { LoadCpuSeconds = use.LoadCpuSeconds ?? 0 } : use;
    }

    public ValueTask DisposeAsync() => _tool.DisposeAsync();
}
