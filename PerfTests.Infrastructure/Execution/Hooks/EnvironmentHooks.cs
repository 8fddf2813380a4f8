using PerfTests.Infrastructure.Execution.Progress;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>The hooks around one environment. They run once before its first case; a failure holds for all of its cases.</summary>
internal sealed class EnvironmentHooks(LevelHooks level, Func<IStepLog, EnvironmentHookContext> context)
{
    private bool _wasEntered;
    private string? _obstacle;

    public LevelHooks Level => level;

    /// <returns>Why nothing may be measured in the environment; null when nothing stands in the way.</returns>
    public async Task<string?> EnterAsync(IStepLog log, CancellationToken cancellationToken)
    {
        if (_wasEntered)
            return _obstacle;
        _wasEntered = true;
        // Until it is known to be good: the session may be stopped in the middle.
        _obstacle = "the hooks before this environment did not come to their end";
        try
        {
            await level.EnterAsync(log, (hook, token) => hook.BeforeEnvironmentAsync(context(log), token), cancellationToken);
            _obstacle = null;
        }
        catch (HookFailedException exception)
        {
            _obstacle = exception.Message;
        }
        return _obstacle;
    }

    public Task LeaveAsync(IStepLog log) => level.LeaveAsync(log, (hook, token) => hook.AfterEnvironmentAsync(context(log), token));
}
