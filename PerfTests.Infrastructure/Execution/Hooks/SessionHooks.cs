using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Execution.Cases;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>
/// Enters and leaves the levels of a session: session, environment, case and run. Disposing leaves what is still entered.
/// </summary>
internal sealed class SessionHooks : IAsyncDisposable
{
    private readonly SessionPlan _plan;
    private readonly IReadOnlyCollection<PerfCase> _selected;
    private readonly SessionHosts _hosts;
    private readonly HookHosts _places;
    private readonly IReadOnlyList<CodeHook> _code;
    private readonly TimeProvider _time;
    private readonly ResultTree _tree;
    private readonly IStepLog _log;
    private readonly LevelHooks _session;
    private readonly Dictionary<string, EnvironmentHooks> _environments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<HookRecord> _ofCase = [];
    private IStepLog _caseLog;

    private SessionHooks(
        SessionPlan plan,
        IReadOnlyCollection<PerfCase> selected,
        SessionHosts hosts,
        IHostSource source,
        IReadOnlyList<IHook> code,
        IStepLog log,
        TimeProvider time
    )
    {
        (_plan, _selected, _hosts, _log, _caseLog, _time) = (plan, selected, hosts, log, log, time);
        _tree = new ResultTree(plan.Options.ResultDir);
        _places = new HookHosts(plan, hosts, source);
        _code = [.. code.Select(hook => new CodeHook(hook))];
        _session = Level(new HookScope(HookLevel.Session, [.. selected], HookFiles.OfSession(_tree).Folder));
    }

    /// <summary>Runs the hooks before the session.</summary>
    /// <exception cref="HookFailedException">The session is worth nothing without a hook that failed; the hooks after it have
    /// run.</exception>
    public static async Task<SessionHooks> EnterAsync(
        SessionPlan plan,
        IReadOnlyCollection<PerfCase> selected,
        SessionHosts hosts,
        IHostSource source,
        IReadOnlyList<IHook> code,
        IStepLog log,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var hooks = new SessionHooks(plan, selected, hosts, source, code, log, time);
        try
        {
            HookFiles.DiscardSession(hooks._tree);
            var context = hooks.Context(hooks._session.Scope, log);
            await hooks._session.EnterAsync(log, (hook, token) => hook.BeforeSessionAsync(context, token), cancellationToken);
            return hooks;
        }
        catch
        {
            await hooks.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a case between the hooks of its environment and its own.</summary>
    /// <param name="judge">Makes the verdict, or none for a calibration; given a reason, it makes it Invalid for that reason and measures
    /// nothing.</param>
    /// <returns>The verdict, with the hooks that failed among its reasons.</returns>
    public async Task<CaseVerdict?> AroundCaseAsync(
        PerfCase perfCase,
        IStepLog log,
        Func<string?, Task<CaseVerdict?>> judge,
        CancellationToken cancellationToken
    )
    {
        _caseLog = log;
        _ofCase.Clear();
        var files = HookFiles.OfCase(_tree, perfCase.Name);
        files.Discard();
        var level = Level(new HookScope(HookLevel.Case, [perfCase], files.Folder));
        var context = new CaseHookContext(Context(level.Scope, log), perfCase);
        CaseVerdict? verdict = null;
        try
        {
            var environment = EnvironmentOf(perfCase);
            var obstacle =
                await environment.EnterAsync(log, cancellationToken)
                ?? await ObstacleAsync(() =>
                    level.EnterAsync(log, (hook, token) => hook.BeforeCaseAsync(context, token), cancellationToken)
                );
            verdict = await judge(obstacle);
        }
        finally
        {
            await level.LeaveAsync(log, (hook, token) => hook.AfterCaseAsync(context with { Verdict = verdict }, token));
            _ofCase.AddRange(level.Records);
            verdict = await WithNotesAsync(verdict);
            _caseLog = _log;
            _done.Add(perfCase.Name);
            if (_selected.All(other => other.Environment.Id != perfCase.Environment.Id || _done.Contains(other.Name)))
                await EnvironmentOf(perfCase).LeaveAsync(log);
        }
        return verdict;
    }

    /// <inheritdoc cref="HookDigest.Of"/>
    public string? Digest(PerfCase perfCase) => HookDigest.Of(_plan.Config.Hooks, _code, perfCase);

    /// <summary>Whether a hook of the session or of an environment may have set something up on a host, which a restart undoes.</summary>
    public bool HavePrepared(string host) =>
        _session
            .Records.Concat(_environments.Values.SelectMany(environment => environment.Level.Records))
            .Any(record => record.Host == host && record.Kind != HookKind.Post)
        || _code.Any(hook => hook.Has(HookKind.Init, HookLevel.Session) || hook.Has(HookKind.Init, HookLevel.Environment));

    /// <summary>The hooks of a run of the case at hand.</summary>
    public RunHooks Around(PerfCase perfCase, Arm arm, RunPurpose purpose, RunFolder folder)
    {
        var scope = new HookScope(HookLevel.Run, [perfCase], HookFiles.OfRun(folder).Folder) { Arm = arm, RunFolder = folder.FullPath };
        var context = new RunHookContext(Context(scope, _caseLog), perfCase)
        {
            Arm = arm,
            Purpose = purpose,
            RunFolder = folder.FullPath,
        };
        return new RunHooks(Level(scope), _caseLog, context, _ofCase.AddRange);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var environment in _environments.Values.Reverse())
                await environment.LeaveAsync(_log);
            var context = Context(_session.Scope, _log);
            await _session.LeaveAsync(_log, (hook, token) => hook.AfterSessionAsync(context, token));
        }
        finally
        {
            await _places.DisposeAsync();
        }
    }

    private LevelHooks Level(HookScope scope) => new(scope, _plan.Config.Hooks, _code, _places, _tree.Root, _time);

    private SessionHookContext Context(HookScope scope, IStepLog log) => new(_plan, scope.Cases, scope.Folder, id => _places[id], log.Line);

    private EnvironmentHooks EnvironmentOf(PerfCase perfCase)
    {
        var environment = perfCase.Environment;
        if (_environments.TryGetValue(environment.Id, out var entered))
            return entered;
        var scope = new HookScope(
            HookLevel.Environment,
            [.. _selected.Where(other => other.Environment.Id == environment.Id).DefaultIfEmpty(perfCase)],
            HookFiles.OfEnvironment(_tree, environment.Id).Folder
        );
        return _environments[environment.Id] = new EnvironmentHooks(
            Level(scope),
            log => new EnvironmentHookContext(Context(scope, log), environment)
        );
    }

    private static async Task<string?> ObstacleAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception exception) when (exception is HookFailedException or RemoteException)
        {
            return exception.Message;
        }
    }

    private async Task<CaseVerdict?> WithNotesAsync(CaseVerdict? verdict)
    {
        var notes = HookNotes.Of(_ofCase).ToList();
        return verdict is null || notes.Count == 0
            ? verdict
            : await CaseEnding.WriteAsync(
                new CaseStore(_tree),
                verdict with
                {
                    Reasons = [.. verdict.Reasons, .. notes.Except(verdict.Reasons)],
                }
            );
    }
}
