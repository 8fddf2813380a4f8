using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tools;

/// <summary>A started tool that proved to be ready. Disposing it ends it and removes its scratch files.</summary>
internal sealed class RunningTool : IAsyncDisposable
{
    private const int Gone = 3;

    private static readonly ShellScript Ready = new(typeof(RunningTool), "ready.sh");

    // Its status is on the way when its process is gone.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AttachPoll = TimeSpan.FromSeconds(0.1);

    // The last look at a host that is slow or has many processes.
    private static readonly TimeSpan ReadySlack = TimeSpan.FromMinutes(1);

    private readonly IRemoteHost _host;
    private readonly ToolLaunch _launch;
    private readonly TimeProvider _time;
    private readonly string _scratch;
    private readonly IRemoteProcess _process;

    // Ids of all programs that it was seen to hold: they must be gone before anything else is measured.
    private readonly HashSet<int> _seen = [];
    private bool _isCleared;

    private RunningTool(IRemoteHost host, ToolLaunch launch, TimeProvider time, string scratch, IRemoteProcess process)
    {
        (_host, _launch, _time, _scratch, _process) = (host, launch, time, scratch, process);
        Lookup = launch.Spec.Loader is { } loader ? ToolPrograms.LeftBy(loader, LoaderScript.StartedFile(scratch)) : ToolPrograms.Held;
    }

    /// <summary>How its programs and processes are found.</summary>
    public ToolPrograms Lookup { get; }

    /// <summary>The tool's first process on its host.</summary>
    public int ProcessId => _process.ProcessId;

    /// <summary>The tool's programs when it became ready, or when their names were read.</summary>
    public IReadOnlyList<BpfProgram> Programs { get; private set; } = [];

    /// <summary>Time from the start until the tool was ready, in seconds.</summary>
    public double StartSeconds { get; private set; }

    /// <summary>Whether the configuration tells a ready tool from one that still loads its programs.</summary>
    public bool SaysWhenReady =>
        _launch.Spec.Ready.Line is not null
        || _launch.Spec.ExpectedPrograms > 1
        || _launch.Spec.Exposure.ExactPrograms is not null
        || _launch.Spec.Loader is not null;

    /// <summary>How it is started, stopped and recognised; null when its process is all there is.</summary>
    public ToolLoader? Loader => _launch.Spec.Loader;

    /// <summary>What must be true of it for its runs to count.</summary>
    public ToolExposure Exposure => _launch.Spec.Exposure;

    /// <summary>Fewest programs that it must hold.</summary>
    public int ExpectedPrograms => _launch.Spec.ExpectedPrograms;

    private TimeSpan StopGrace => TimeSpan.FromSeconds(_launch.Spec.StopGraceSeconds);

    public bool IsAlive => !_process.Completion.IsCompleted;

    /// <exception cref="ToolFailedException">The tool ended, or was not ready in time.</exception>
    public static async Task<RunningTool> StartAsync(
        IRemoteHost host,
        ToolLaunch launch,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (launch.Spec.Loader is { } loader)
            await LoaderScript.RequireAbsentAsync(host, launch.Spec.Id, loader, cancellationToken);
        var started = time.GetTimestamp();
        var scratch = $"{host.WorkDir.TrimEnd('/')}/tool-{Guid.NewGuid():n}";
        var quoted = ShellWord.Quote(scratch);
        var process = await host.StartAsync(
            // Output goes to files on the host: sent over the link during the load it would cost CPU that is not the tool's.
            new RemoteCommand(
                $"mkdir -p {quoted} && cd {ShellWord.Quote(host.WorkDir)} && "
                    + $"exec {LoaderScript.CommandLine(launch, scratch)} >{quoted}/out 2>{quoted}/err"
            )
            {
                AsRoot = true,
                TimeLimit = launch.LifeLimit,
                EndsDescendants = true,
            },
            cancellationToken
        );
        var tool = new RunningTool(host, launch, time, scratch, process);
        try
        {
            tool.Programs = await tool.WaitUntilReadyAsync(cancellationToken);
            tool.StartSeconds = time.GetElapsedTime(started).TotalSeconds;
            return tool;
        }
        catch (ToolFailedException exception)
        {
            try
            {
                // What a loader left is in the kernel, whether it ended well or not.
                if (launch.Spec.Loader is { } failed)
                    tool.Hold(await ToolPrograms.FindAsync(host, launch.Spec.Id, failed, cancellationToken));
            }
            finally
            {
                await tool.DisposeAsync();
            }
            // What it had loaded until then would be under every run that follows.
            var left = await BpfInventory.WaitUntilUnloadedAsync(host, [.. tool._seen], tool.StopGrace, cancellationToken);
            // The host stops nothing of a start that failed; what it loaded all the same is the tool's, for it was not there before.
            if (left.Count > 0 && launch.StopLine is { } stop)
            {
                await host.RunAsync(
                    new RemoteCommand(stop) { AsRoot = true, TimeLimit = LoaderScript.StopLimit(launch.Spec) },
                    cancellationToken
                );
                left = await BpfInventory.WaitUntilUnloadedAsync(host, left, tool.StopGrace, cancellationToken);
            }
            throw left.Count == 0
                ? exception
                : new ToolFailedException(
                    $"{exception.Message}; its BPF programs {BpfInventory.Listed(left)} stayed loaded after it was ended",
                    exception.Output
                )
                {
                    LeftPrograms = left,
                };
        }
        catch
        {
            await tool.DisposeAsync();
            throw;
        }
    }

    /// <summary>The tool's programs as they are now, with their counts.</summary>
    public async Task<IReadOnlyList<BpfProgram>> ReadProgramsAsync(CancellationToken cancellationToken)
    {
        var programs = await BpfInventory.ReadAsync(_host, _process.ProcessId, Lookup, cancellationToken);
        Hold(programs);
        return programs;
    }

    /// <summary>Notes programs that the tool was seen to hold: they must be gone when it has ended.</summary>
    public void Hold(IReadOnlyList<BpfProgram> programs) => _seen.UnionWith(programs.Select(program => program.Id));

    /// <summary>Reads <see cref="Programs"/> anew, with names where the host has bpftool.</summary>
    public async Task ReadNamesAsync(CancellationToken cancellationToken) =>
        Programs = await BpfInventory.WithNamesAsync(_host, await ReadProgramsAsync(cancellationToken), cancellationToken);

    /// <summary>Which of <see cref="Programs"/> the kernel knows to be attached.</summary>
    public Task<IReadOnlyDictionary<int, bool>> ReadAttachmentsAsync(CancellationToken cancellationToken) =>
        BpfAttachments.ReadAsync(_host, _process.ProcessId, Lookup, Programs, cancellationToken);

    /// <summary>
    /// Waits until the kernel shows the tool's programs as attached: as many as when its presence was proven, or all of which it tells.
    /// </summary>
    /// <param name="read">Reads which are.</param>
    /// <returns>
    /// What that says then. Where nothing is proven yet, also what it says when the time is over.
    /// </returns>
    /// <exception cref="ToolFailedException">They were not attached in time.</exception>
    public async Task<IReadOnlyDictionary<int, bool>> WaitUntilAttachedAsync(
        Func<Task<IReadOnlyDictionary<int, bool>>> read,
        CancellationToken cancellationToken
    )
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var found = await read();
            var attached = found.Values.Count(isAttached => isAttached);
            if (_launch.AttachedPrograms is { } proven ? attached >= proven : found.Count - attached <= Exposure.MaxUnattachedPrograms)
                return found;
            if (!IsAlive || _time.GetElapsedTime(started).TotalSeconds > _launch.Spec.Ready.TimeoutSeconds)
            {
                return _launch.AttachedPrograms is null
                    ? found
                    : throw new ToolFailedException(
                        $"tool {_launch.Spec.Id} had {attached} BPF programs attached {Seconds(_launch.Spec.Ready.TimeoutSeconds)} s "
                            + $"after it was ready (ready.timeout), {_launch.AttachedPrograms} when its presence was proven"
                    );
            }
            await Task.Delay(AttachPoll, _time, cancellationToken);
        }
    }

    /// <param name="ours">Ids of this tool's programs and of the instances that this run started on the same kernel.</param>
    /// <exception cref="ToolFailedException">Another instance of the tool runs on the host: the baselines carry its cost too.</exception>
    public async Task RequireAloneAsync(IReadOnlyList<int> ours, CancellationToken cancellationToken)
    {
        if (await BpfInventory.FindTwinsAsync(_host, Programs, ours, cancellationToken) is { Count: > 0 } twins)
        {
            throw new ToolFailedException(
                $"host {_host.Id} has the programs of tool {_launch.Spec.Id} loaded a second time (BPF programs "
                    + $"{string.Join(", ", twins)}): another instance runs there, so the baselines carry its cost too; stop it first"
            );
        }
    }

    /// <summary>Stops the tool politely, so that it prints its summary, and waits until its programs are gone.</summary>
    public async Task<ToolStopped> StopAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var (exitCode, left) = await new ToolEnding(_host, _launch.Spec.Id, _process, [.. _seen], StopGrace, _time).EndAsync(
            cancellationToken
        );
        var seconds = _time.GetElapsedTime(started).TotalSeconds;
        return new ToolStopped(exitCode, await FetchOutputAsync(hasEnded: true, cancellationToken), left, seconds);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (_isCleared)
            return;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), _time);
            await _host.LookAsync(Removal.Look(_scratch, _host.WorkDir) with { AsRoot = true }, limit.Token);
        }
        catch (Exception exception) when (exception is RemoteException or OperationCanceledException)
        {
            // The host is gone: the scratch folder stays there, below its work folder.
        }
    }

    private async Task<IReadOnlyList<BpfProgram>> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var ready = _launch.Spec.Ready;
        var result = await _host.RunAsync(
            new RemoteCommand(ReadinessScript()) { AsRoot = true, TimeLimit = TimeSpan.FromSeconds(ready.TimeoutSeconds) + ReadySlack },
            cancellationToken
        );
        var programs = BpfInventory.Parse(result.Output);
        _seen.UnionWith(programs.Select(program => program.Id));
        if (result.ExitCode == 0)
            return programs;
        if (result.ExitCode == Gone)
            await WaitForEndAsync(cancellationToken);
        var seconds = $"{Seconds(ready.TimeoutSeconds)} s";
        var output = await FetchOutputAsync(hasEnded: false, cancellationToken);
        if (_process.Completion.IsCompleted)
        {
            var ended = await _process.Completion;
            throw new ToolFailedException(
                $"tool {_launch.Spec.Id} ended with exit code {ended.ExitCode} before it was ready{Said(output)}",
                output
            );
        }
        throw new ToolFailedException(
            programs.Count < _launch.Spec.ExpectedPrograms
                ? $"tool {_launch.Spec.Id} held {programs.Count} BPF programs {seconds} after its start (ready.timeout), expected at "
                    + $"least {_launch.Spec.ExpectedPrograms}; raise ready.timeout if it only needs longer{Said(output)}"
                : $"tool {_launch.Spec.Id} printed no line that matches '{ready.Line}' (ready.line) within {seconds} "
                    + $"(ready.timeout){Said(output)}",
            output
        );
    }

    private async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _process.Completion.WaitAsync(EndLimit, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new ToolFailedException(
                $"tool {_launch.Spec.Id} is gone from host {_host.Id} before it was ready, and its exit code did not come within "
                    + $"{EndLimit.TotalSeconds:0} s; is the host overloaded?"
            );
        }
    }

    /// <remarks>Programs appear one by one while a tool attaches them: the same number must be seen three times.</remarks>
    private string ReadinessScript()
    {
        var (spec, limit) = (_launch.Spec, (long)(_launch.Spec.Ready.TimeoutSeconds * 100));
        IEnumerable<string> line = spec.Ready.Line is { } pattern ? [pattern, $"{_scratch}/out", $"{_scratch}/err"] : [];
        return $"{Lookup.Functions}\n{Lookup.Prologue}\n"
            + Ready.With([_process.ProcessId.ToString(), spec.ExpectedPrograms.ToString(), limit.ToString(), .. line]);
    }

    private async Task<ToolOutput> FetchOutputAsync(bool hasEnded, CancellationToken cancellationToken)
    {
        var scratch = ShellWord.Quote(_scratch);
        var result = await _host.LookAsync(
            new RemoteCommand($"head -c {ToolOutput.LimitBytes} {scratch}/out; head -c {ToolOutput.LimitBytes} {scratch}/err >&2")
            {
                AsRoot = true,
            },
            cancellationToken
        );
        // What is not fetched is searched there. When the tool has ended, nothing is needed any more after that.
        var rest = await _host.LookAsync(
            new RemoteCommand(
                $$"""
                LC_ALL=C grep -a -h -i -E -e {{ShellWord.Quote(
                    LostEvents.LinePattern
                )}} {{scratch}}/out {{scratch}}/err | head -c {{ToolOutput.LimitBytes}}
                [ "$(wc -c <{{scratch}}/out)" -le {{ToolOutput.LimitBytes}} ] || tail -c {{ToolOutput.TailBytes}} {{scratch}}/out >&2
                {{(hasEnded ? Removal.Call(_scratch, _host.WorkDir) : ":")}} 2>/dev/null
                """
            )
            {
                Functions = Removal.ShellFunction,
                AsRoot = true,
            },
            cancellationToken
        );
        _isCleared = hasEnded && rest.ExitCode == 0;
        return new ToolOutput(result.StandardOutput, result.StandardError)
        {
            LostEvents = LostEvents.In(rest.Output),
            Tail = result.StandardOutput.Length < ToolOutput.LimitBytes ? "" : rest.Error,
        };
    }

    private static string Seconds(double seconds) => seconds.ToString();

    private static string Said(ToolOutput output)
    {
        var error = Encoding.UTF8.GetString(output.StandardError).Trim();
        return error.Length == 0 ? "; it printed nothing on standard error" : $"; it said: {OneLine.LastOf(error, 300)}";
    }
}
