using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Execution;

/// <summary>A tool in one run: started and ready, looked at around the load, stopped. What it printed goes to the run's folder.</summary>
internal sealed class ToolWatch : IAsyncDisposable
{
    // Longer than a tool pauses between two programs that it loads, as a compiler or the kernel's verifier makes it.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly RunningTool _tool;
    private readonly BpfStats? _stats;
    private IReadOnlyList<BpfProgram> _before = [];
    private IReadOnlyList<BpfProgram> _after = [];
    private bool _aliveAfterLoad;
    private ToolStopped? _stopped;

    private ToolWatch(RunningTool tool, BpfStats? stats) => (_tool, _stats) = (tool, stats);

    public int ProcessId => _tool.ProcessId;

    public double StartSeconds => _tool.StartSeconds;

    public double StopSeconds => _stopped?.StopSeconds ?? 0;

    public ToolObservation Observation => new()
    {
        AliveAfterLoad = _aliveAfterLoad,
        Before = _before,
        After = _after,
        LeftPrograms = _stopped?.LeftPrograms ?? [],
        MayGrow = _tool.SaysWhenReady,
    };

    /// <param name="isCounting">Whether the kernel counts the programs' runs; that costs time, so only where it is the purpose.</param>
    /// <exception cref="ToolFailedException">The tool was not ready in time.</exception>
    public static async Task<ToolWatch> StartAsync(
        IRemoteHost host, ToolLaunch launch, bool isCounting, TimeProvider time, CancellationToken cancellationToken)
    {
        var tool = await RunningTool.StartAsync(host, launch, time, cancellationToken);
        try
        {
            if (!isCounting)
                return new ToolWatch(tool, null);
            // Where nobody says when the tool is ready, it shows here once, in the run that is not compared, how many programs it has.
            if (!tool.SaysWhenReady)
                await Task.Delay(Settling, time, cancellationToken);
            await tool.ReadNamesAsync(cancellationToken);
            await tool.RequireAloneAsync(cancellationToken);
            return new ToolWatch(tool, await BpfStats.EnableAsync(host, cancellationToken));
        }
        catch
        {
            await tool.DisposeAsync();
            throw;
        }
    }

    public async Task LookAsync(LoadMoment moment, CancellationToken cancellationToken)
    {
        if (moment == LoadMoment.After)
        {
            _aliveAfterLoad = _tool.IsAlive;
            _after = await _tool.ReadProgramsAsync(cancellationToken);
            return;
        }
        // Counts start from here; where nobody counts, the programs seen at the start are enough.
        var names = _tool.Programs.ToDictionary(program => program.Id, program => program.Name);
        _before = _stats is null
            ? _tool.Programs
            : [.. (await _tool.ReadProgramsAsync(cancellationToken)).Select(program => program with { Name = names.GetValueOrDefault(program.Id) })];
    }

    /// <summary>Stops the tool and keeps what it printed.</summary>
    public async Task StopAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        _stopped = await _tool.StopAsync(cancellationToken);
        await ToolFiles.WriteAsync(folder, _stopped.Output, cancellationToken);
        await ToolFiles.WriteDataAsync(folder, Observation, _stopped, StartSeconds, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_stats is not null)
                await _stats.DisposeAsync();
        }
        finally
        {
            await _tool.DisposeAsync();
        }
    }
}
