namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>
/// Work of the user around sessions, environments, cases and runs, in C#. Every public class of the test assembly that implements it and
/// has a public constructor without parameters is found and made once for each session; a class overrides what it needs.
/// </summary>
/// <remarks>
/// At each level the hooks of <c>hooks.yaml</c> under <c>init</c> run first, then the Before methods by <see cref="Order"/> and name; after
/// the level the After methods in the reverse order, then those under <c>post</c>. An exception is a failure of the hook. After methods
/// always
/// run when their level was entered; their token is not the session's, so that Ctrl+C does not take their time from them.
/// </remarks>
public interface IHook
{
    /// <summary>Name in logs and in <c>hook_records.json</c>.</summary>
    string Name => GetType().Name;

    /// <summary>Place among the hooks of a level: a lower number runs earlier before the level, and later after it.</summary>
    int Order => 0;

    /// <summary>
    /// Whether a failing Before method ends what it stood before: the session (exit code 3), the cases (Invalid), the run (failed, so that
    /// its
    /// round is dropped). Otherwise the failure is told and kept, and nothing else.
    /// </summary>
    bool IsFatal => true;

    /// <summary>Longest time for one call. Its token is cancelled then, and nobody waits for it any longer; it has failed.</summary>
    TimeSpan Timeout => TimeSpan.FromSeconds(30);

    /// <summary>The hosts are leased; no case has run.</summary>
    Task BeforeSessionAsync(SessionHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The last case has run; the hosts are still leased.</summary>
    Task AfterSessionAsync(SessionHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The first selected case of an environment is next.</summary>
    Task BeforeEnvironmentAsync(EnvironmentHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The last selected case of an environment has run, or the session ends.</summary>
    Task AfterEnvironmentAsync(EnvironmentHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    Task BeforeCaseAsync(CaseHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The context has the verdict.</summary>
    Task AfterCaseAsync(CaseHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Neither tool nor load is started; this happens in both arms, outside the measured time.</summary>
    Task BeforeRunAsync(RunHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The tool was stopped; the context has the run's record, but for a run that was cut off.</summary>
    Task AfterRunAsync(RunHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
