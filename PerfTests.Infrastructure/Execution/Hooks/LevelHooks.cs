using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>All hooks around one session, environment, case or run.</summary>
/// <param name="code">Hooks in C#, in their order.</param>
/// <param name="resultDir">Root of the result tree.</param>
internal sealed class LevelHooks(
    HookScope scope,
    HooksConfig config,
    IReadOnlyList<CodeHook> code,
    HookHosts hosts,
    string resultDir,
    TimeProvider time
)
{
    private static readonly TimeSpan CodeGrace = TimeSpan.FromSeconds(1);

    private readonly HookFiles _files = new(scope.Folder);
    private readonly List<HookRecord> _records = [];
    private readonly List<HookMonitor> _monitors = [];

    public HookScope Scope => scope;

    /// <summary>Whether the level was entered and not left.</summary>
    public bool IsEntered { get; private set; }

    public IReadOnlyList<HookRecord> Records => _records;

    /// <summary>A hook beside the level that ended too early and must not; known when the level was left.</summary>
    public string? BrokenBy { get; private set; }

    /// <summary>Runs what comes before the level, and starts what runs beside it.</summary>
    /// <exception cref="HookFailedException">A hook failed without which the level is worth nothing.</exception>
    public async Task EnterAsync(IStepLog log, Func<IHook, CancellationToken, Task> before, CancellationToken cancellationToken)
    {
        IsEntered = true;
        try
        {
            foreach (var hook in config.Init.Where(IsHere))
                await RunAsync(hook, log, cancellationToken);
            foreach (var hook in code.Where(hook => hook.Has(HookKind.Init, scope.Level)))
                await CallAsync(hook, HookKind.Init, log, before, cancellationToken);
            foreach (var hook in config.Custom.Where(IsHere))
                await StartAsync(hook, log, cancellationToken);
        }
        finally
        {
            await KeepRecordsAsync();
        }
    }

    /// <summary>Ends what runs beside the level and runs what comes after it: all of it, whatever fails.</summary>
    public async Task LeaveAsync(IStepLog log, Func<IHook, CancellationToken, Task> after)
    {
        if (!IsEntered)
            return;
        IsEntered = false;
        foreach (var ended in await Task.WhenAll(_monitors.Select(async monitor => (monitor.Spec, Ran: await monitor.StopAsync()))))
        {
            var record = await KeepAsync(ended.Ran.Record, ended.Ran.Output, log);
            if (ended.Spec.IsFatal)
                BrokenBy ??= record.Failure;
        }
        foreach (var hook in code.Reverse().Where(hook => hook.Has(HookKind.Post, scope.Level)))
            await CallAsync(hook, HookKind.Post, log, after, CancellationToken.None);
        foreach (var hook in config.Post.Where(IsHere))
            await RunAsync(hook, log, CancellationToken.None);
        await KeepRecordsAsync();
    }

    private bool IsHere(HookSpec hook) => hook.Level == scope.Level && scope.For(hook).Cases.Count > 0;

    private async Task<IReadOnlyList<HookCommand>> FindCommandsAsync(HookSpec hook, CancellationToken cancellationToken)
    {
        var own = scope.For(hook);
        var places = await hosts.FindPlacesAsync(hook, own, cancellationToken);
        return [.. places.Select(place => new HookCommand(hook, place, hook.Command.Render(own.Variables(resultDir, place)), time))];
    }

    private async Task RunAsync(HookSpec hook, IStepLog log, CancellationToken cancellationToken)
    {
        using var step = BeginStep(log, hook.Name, hook.Kind);
        var commands = await FindCommandsAsync(hook, cancellationToken);
        var results = await Task.WhenAll(commands.Select(command => command.RunAsync(cancellationToken)));
        string? failure = null;
        foreach (var (record, output) in results)
            failure ??= (await KeepAsync(record, output, log)).Failure;
        if (failure is not null && hook.IsFatal)
            throw new HookFailedException(failure);
    }

    private async Task StartAsync(HookSpec hook, IStepLog log, CancellationToken cancellationToken)
    {
        foreach (var command in await FindCommandsAsync(hook, cancellationToken))
        {
            try
            {
                _monitors.Add(await HookMonitor.StartAsync(command, cancellationToken));
            }
            catch (RemoteException exception)
            {
                var record = await KeepAsync(command.Record(time.GetUtcNow(), null, exception.Message), [], log);
                if (hook.IsFatal)
                    throw new HookFailedException(record.Failure!);
            }
        }
    }

    private async Task CallAsync(
        CodeHook hook,
        HookKind kind,
        IStepLog log,
        Func<IHook, CancellationToken, Task> call,
        CancellationToken cancellationToken
    )
    {
        using var step = BeginStep(log, hook.Hook.Name, kind);
        var started = time.GetUtcNow();
        var error = await ErrorOfAsync(hook.Hook, call, cancellationToken);
        var record = new HookRecord
        {
            Name = hook.Hook.Name,
            Kind = kind,
            Level = scope.Level,
            Host = HookTarget.Controller,
            StartTime = started,
            Seconds = (time.GetUtcNow() - started).TotalSeconds,
            Error = error,
        };
        await KeepAsync(record, [], log);
        if (record.Failure is { } failure && kind == HookKind.Init && hook.Hook.IsFatal)
            throw new HookFailedException(failure);
    }

    private async Task<string?> ErrorOfAsync(IHook hook, Func<IHook, CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        using var expired = new CancellationTokenSource(hook.Timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(expired.Token, cancellationToken);
        // On a thread of its own: a hook that blocks must not hold the session.
        var running = Task.Run(() => call(hook, limit.Token), CancellationToken.None);
        try
        {
            await Task.WhenAny(running, GraceAfterAsync(limit.Token));
            var wasLate = expired.IsCancellationRequested;
            await limit.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (!running.IsCompleted || (running.IsCanceled && wasLate))
                return $"it did not end within {hook.Timeout.TotalSeconds} s";
            await running;
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }

    private async Task GraceAfterAsync(CancellationToken token)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, time, token).ContinueWith(static _ => { }, TaskScheduler.Default);
        await Task.Delay(CodeGrace, time, CancellationToken.None);
    }

    private async Task<HookRecord> KeepAsync(HookRecord record, byte[] output, IStepLog log)
    {
        if (output.Length > 0)
        {
            record = record with { Output = HookFiles.LogFile(record.Name, record.Host) };
            await _files.WriteLogAsync(record.Output, output);
        }
        _records.Add(record);
        if (record.Failure is { } failure)
        {
            log.StepFailed(failure);
            log.Line(failure);
        }
        return record;
    }

    private async Task KeepRecordsAsync()
    {
        if (_records.Count > 0)
            await _files.WriteRecordsAsync(_records);
    }

    /// <remarks>A run is a step itself, which holds its files and is marked when a hook fails.</remarks>
    private IDisposable BeginStep(IStepLog log, string name, HookKind kind) =>
        scope.Level == HookLevel.Run
            ? Stream.Null
            : log.BeginStep($"{kind.ToString().ToLowerInvariant()} hook {name} ({scope.Level.ToString().ToLowerInvariant()})");
}
