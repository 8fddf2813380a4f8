using System.Globalization;
using System.Text;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools;

/// <summary>A started tool that proved to be ready. Disposing it ends it and removes its scratch files.</summary>
internal sealed class RunningTool : IAsyncDisposable
{
    private const int Gone = 3;

    // Its status is on the way when its process is gone.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LifeLimit = TimeSpan.FromHours(2);

    private readonly IRemoteHost _host;
    private readonly ToolLaunch _launch;
    private readonly TimeProvider _time;
    private readonly string _scratch;
    private readonly IRemoteProcess _process;

    private RunningTool(IRemoteHost host, ToolLaunch launch, TimeProvider time, string scratch, IRemoteProcess process) =>
        (_host, _launch, _time, _scratch, _process) = (host, launch, time, scratch, process);

    /// <summary>The tool's first process on its host.</summary>
    public int ProcessId => _process.ProcessId;

    /// <summary>The tool's programs when it became ready, or when their names were read.</summary>
    public IReadOnlyList<BpfProgram> Programs { get; private set; } = [];

    /// <summary>Time from the start until the tool was ready, in seconds.</summary>
    public double StartSeconds { get; private set; }

    /// <summary>Whether the configuration tells a ready tool from one that still loads its programs.</summary>
    public bool SaysWhenReady =>
        _launch.Spec.Ready.Line is not null || _launch.Spec.ExpectedPrograms > 1 || _launch.Spec.Exposure.ExactPrograms is not null;

    /// <summary>What must be true of it for its runs to count.</summary>
    public ToolExposure Exposure => _launch.Spec.Exposure;

    /// <summary>Fewest programs that it must hold.</summary>
    public int ExpectedPrograms => _launch.Spec.ExpectedPrograms;

    public bool IsAlive => !_process.Completion.IsCompleted;

    /// <exception cref="ToolFailedException">The tool ended, or was not ready in time.</exception>
    public static async Task<RunningTool> StartAsync(
        IRemoteHost host, ToolLaunch launch, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var scratch = $"{host.WorkDir.TrimEnd('/')}/tool-{Guid.NewGuid():n}";
        var quoted = ShellWord.Quote(scratch);
        var process = await host.StartAsync(
            // Output goes to files on the host: sent over the link during the load it would cost CPU that is not the tool's.
            new RemoteCommand($"mkdir -p {quoted} && cd {ShellWord.Quote(host.WorkDir)} && exec {launch.CommandLine} >{quoted}/out 2>{quoted}/err")
            {
                AsRoot = true,
                TimeLimit = LifeLimit,
            },
            cancellationToken);
        var tool = new RunningTool(host, launch, time, scratch, process);
        try
        {
            tool.Programs = await tool.WaitUntilReadyAsync(cancellationToken);
            tool.StartSeconds = time.GetElapsedTime(started).TotalSeconds;
            return tool;
        }
        catch
        {
            await tool.DisposeAsync();
            throw;
        }
    }

    /// <summary>The tool's programs as they are now, with their counts.</summary>
    public Task<IReadOnlyList<BpfProgram>> ReadProgramsAsync(CancellationToken cancellationToken) =>
        BpfInventory.ReadAsync(_host, _process.ProcessId, cancellationToken);

    /// <summary>Reads <see cref="Programs"/> anew, with names where the host has bpftool.</summary>
    public async Task ReadNamesAsync(CancellationToken cancellationToken) =>
        Programs = await BpfInventory.WithNamesAsync(_host, await ReadProgramsAsync(cancellationToken), cancellationToken);

    /// <summary>Which of the tool's programs the kernel knows to be attached.</summary>
    public Task<IReadOnlyDictionary<int, bool>> ReadAttachmentsAsync(IReadOnlyList<BpfProgram> programs, CancellationToken cancellationToken) =>
        BpfAttachments.ReadAsync(_host, _process.ProcessId, programs, cancellationToken);

    /// <param name="ours">Ids of this tool's programs and of the instances that this run started on the same kernel.</param>
    /// <exception cref="ToolFailedException">Another instance of the tool runs on the host: the baselines carry its cost too.</exception>
    public async Task RequireAloneAsync(IReadOnlyList<int> ours, CancellationToken cancellationToken)
    {
        if (await BpfInventory.FindTwinsAsync(_host, Programs, ours, cancellationToken) is { Count: > 0 } twins)
        {
            throw new ToolFailedException(
                $"host {_host.Id} has the programs of tool {_launch.Spec.Id} loaded a second time (BPF programs {string.Join(", ", twins)}): another instance runs there, so the baselines carry its cost too; stop it first");
        }
    }

    /// <summary>Stops the tool politely, so that it prints its summary, and waits until its programs are gone.</summary>
    public async Task<ToolStopped> StopAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var ended = await _process.StopAsync(TimeSpan.FromSeconds(_launch.Spec.StopGraceSeconds), _time, cancellationToken);
        var left = await BpfInventory.WaitUntilUnloadedAsync(_host, [.. Programs.Select(program => program.Id)], cancellationToken);
        var seconds = _time.GetElapsedTime(started).TotalSeconds;
        return new ToolStopped(ended.ExitCode, await FetchOutputAsync(cancellationToken), left, seconds);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), _time);
            await _host.RunAsync(new RemoteCommand($"rm -rf -- {ShellWord.Quote(_scratch)}") { AsRoot = true }, limit.Token);
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
            new RemoteCommand(ReadinessScript())
            {
                AsRoot = true,
                TimeLimit = TimeSpan.FromSeconds(ready.TimeoutSeconds + 10),
            },
            cancellationToken);
        var programs = BpfInventory.Parse(result.Output);
        if (result.ExitCode == 0)
            return programs;
        if (result.ExitCode == Gone)
            await _process.Completion.WaitAsync(EndLimit, _time, cancellationToken);
        var seconds = ready.TimeoutSeconds.ToString(CultureInfo.InvariantCulture);
        var output = await FetchOutputAsync(cancellationToken);
        if (_process.Completion.IsCompleted)
        {
            var ended = await _process.Completion;
            throw new ToolFailedException(
                $"tool {_launch.Spec.Id} ended with exit code {ended.ExitCode} before it was ready{Said(output)}", output);
        }
        throw new ToolFailedException(
            programs.Count < _launch.Spec.ExpectedPrograms
                ? $"tool {_launch.Spec.Id} held {programs.Count} BPF programs {seconds} s after its start, expected at least {_launch.Spec.ExpectedPrograms}{Said(output)}"
                : $"tool {_launch.Spec.Id} printed no line that matches '{ready.Line}' within {seconds} s{Said(output)}",
            output);
    }

    /// <remarks>Programs appear one by one while a tool attaches them: the same number must be seen twice.</remarks>
    private string ReadinessScript()
    {
        var line = _launch.Spec.Ready.Line is { } pattern
            ? $"grep -Eqs -e {ShellWord.Quote(pattern)} {ShellWord.Quote(_scratch)}/out {ShellWord.Quote(_scratch)}/err"
            : "true";
        var milliseconds = (long)(_launch.Spec.Ready.TimeoutSeconds * 1000);
        return $$"""
            {{BpfInventory.ShellFunction}}
            now() { echo $(($(date +%s%N) / 1000000)); }
            seen=-1 until=$(($(now) + {{milliseconds}}))
            while [ -d /proc/{{_process.ProcessId}} ]; do
              list=$(inventory {{_process.ProcessId}})
              count=$(printf '%s\n' "$list" | grep -c ':prog_type:')
              if [ "$count" -ge {{_launch.Spec.ExpectedPrograms}} ] && [ "$count" = "$seen" ] && {{line}}; then printf '%s\n' "$list"; exit 0; fi
              seen=$count
              [ "$(now)" -gt "$until" ] && { printf '%s\n' "$list"; exit 4; }
              sleep 0.04
            done
            exit {{Gone}}
            """;
    }

    private async Task<ToolOutput> FetchOutputAsync(CancellationToken cancellationToken)
    {
        var scratch = ShellWord.Quote(_scratch);
        var result = await _host.RunAsync(
            new RemoteCommand($"head -c {ToolOutput.LimitBytes} {scratch}/out; head -c {ToolOutput.LimitBytes} {scratch}/err >&2") { AsRoot = true },
            cancellationToken);
        // What is not fetched is searched there.
        var rest = await _host.RunAsync(
            new RemoteCommand($$"""
                LC_ALL=C grep -a -h -i -E -e {{ShellWord.Quote(LostEvents.LinePattern)}} {{scratch}}/out {{scratch}}/err | head -c {{ToolOutput.LimitBytes}}
                [ "$(wc -c <{{scratch}}/out)" -le {{ToolOutput.LimitBytes}} ] || tail -c {{ToolOutput.TailBytes}} {{scratch}}/out >&2
                """)
            {
                AsRoot = true,
            },
            cancellationToken);
        return new ToolOutput(result.StandardOutput, result.StandardError)
        {
            LostEvents = LostEvents.In(rest.Output),
            Tail = result.StandardOutput.Length < ToolOutput.LimitBytes ? "" : rest.Error,
        };
    }

    private static string Said(ToolOutput output)
    {
        var error = Encoding.UTF8.GetString(output.StandardError).Trim();
        return error.Length == 0 ? "; it printed nothing on standard error" : $"; it said: {OneLine.LastOf(error, 300)}";
    }
}
