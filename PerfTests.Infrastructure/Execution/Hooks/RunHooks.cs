using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>The hooks around one run. Disposing leaves the level when nobody did: the run was cut off.</summary>
internal sealed class RunHooks(LevelHooks level, IStepLog log, RunHookContext context, Action<IReadOnlyList<HookRecord>> left)
    : IAsyncDisposable
{
    /// <exception cref="HookFailedException">The run is worth nothing without a hook that failed.</exception>
    public Task EnterAsync(CancellationToken cancellationToken) =>
        level.EnterAsync(log, (hook, token) => hook.BeforeRunAsync(context, token), cancellationToken);

    /// <returns>The record; failed when a hook that had to run beside the run did not.</returns>
    public async Task<RunRecord> LeaveAsync(RunRecord record)
    {
        await LeaveAsync(context with { Record = record });
        return level.BrokenBy is not { } broken || record.Execution.Status != RunStatus.Success
            ? record
            : record with
            {
                Execution = record.Execution with { Status = RunStatus.Failed, Error = broken },
                Metrics = new Dictionary<string, double>(),
            };
    }

    public ValueTask DisposeAsync() => new(LeaveAsync(context));

    private async Task LeaveAsync(RunHookContext after)
    {
        if (!level.IsEntered)
            return;
        await level.LeaveAsync(log, (hook, token) => hook.AfterRunAsync(after, token));
        left(level.Records);
    }
}
