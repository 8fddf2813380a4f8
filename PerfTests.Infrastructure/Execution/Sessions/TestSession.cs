using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Cases;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Sessions;
using PerfTests.Infrastructure.Tools.Deployment;

namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>
/// One session: the hosts of the selected cases, leased, and the cases run one after the other. Disposing gives all back.
/// </summary>
public sealed class TestSession : IAsyncDisposable
{
    private readonly IHostSource _source;
    private readonly SessionHosts _hosts;
    private readonly SessionHooks _hooks;
    private readonly CaseRunner _runner;
    private readonly List<CaseVerdict> _verdicts = [];

    private TestSession(
        SessionPlan plan,
        IReadOnlyCollection<PerfCase> selected,
        IHostSource source,
        SessionHosts hosts,
        SessionHooks hooks,
        string sessionId,
        TimeProvider time
    )
    {
        (Plan, Selected, _source, _hosts, _hooks, Time) = (plan, selected, source, hosts, hooks, time);
        var tree = new ResultTree(plan.Options.ResultDir);
        var deployment = new ToolDeployment(plan.Config.SourceFolders);
        Store = new CaseStore(tree);
        Executor = new RunExecutor(hosts, hooks, deployment, tree, plan.Config.Monitoring, plan.Config.Thresholds.Validity, time);
        _runner = new CaseRunner(
            Executor,
            Store,
            plan.Config.Thresholds,
            plan.Options.Resume ? new CaseResumption(Store, plan.Options.ResumeMaxAge, time) : null,
            sessionId,
            time
        );
    }

    public SessionPlan Plan { get; }

    internal CaseStore Store { get; }

    /// <summary>Cases that are going to run.</summary>
    public IReadOnlyCollection<PerfCase> Selected { get; }

    /// <summary>Names of selected cases that have no verdict: not yet, or because the session was stopped or a case broke.</summary>
    public IReadOnlyCollection<string> Unjudged =>
        [.. Selected.Select(perfCase => perfCase.Name).Except(_verdicts.Select(verdict => verdict.Case))];

    /// <summary>Verdicts so far, in order of time.</summary>
    public IReadOnlyList<CaseVerdict> Verdicts => _verdicts;

    /// <summary>Makes the hosts of the selected cases ready, without hooks in C#.</summary>
    /// <param name="plan">What may run.</param>
    /// <param name="selected">Cases that are going to run: only their environments are touched.</param>
    /// <param name="source">Where hosts come from; disposed with the session.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the preparations.</param>
    /// <exception cref="RemoteException">A host cannot be used.</exception>
    public static Task<TestSession> StartAsync(
        SessionPlan plan,
        IReadOnlyCollection<PerfCase> selected,
        IHostSource source,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => StartAsync(plan, selected, source, [], new SilentLog(), time, cancellationToken);

    /// <summary>Makes the hosts of the selected cases ready and runs the hooks before the session.</summary>
    /// <param name="selected">Cases that are going to run: only their environments are touched.</param>
    /// <param name="hooks">Hooks in C#, in the order in which they run before something.</param>
    /// <param name="log">Follows the hooks of the session itself.</param>
    /// <exception cref="RemoteException">A host cannot be used.</exception>
    /// <exception cref="HookFailedException">A hook failed without which nothing may be measured.</exception>
    public static async Task<TestSession> StartAsync(
        SessionPlan plan,
        IReadOnlyCollection<PerfCase> selected,
        IHostSource source,
        IReadOnlyList<IHook> hooks,
        IStepLog log,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var environments = selected.Select(perfCase => perfCase.Environment).DistinctBy(environment => environment.Id).ToList();
        try
        {
            var needed = environments
                .SelectMany(environment => environment.Hosts)
                .Concat(HookHosts.Named(plan.Config))
                .DistinctBy(host => host.Id);
            await source.PrepareAsync([.. needed], cancellationToken);
            var hosts = await SessionHosts.OpenAsync(environments, selected, source, cancellationToken);
            try
            {
                // Only now that the hosts are ours: a session that cannot begin must not take the place of one that can be resumed.
                var marker = await SessionMarker.BeginAsync(
                    plan.Options.ResultDir,
                    plan.Options.Resume,
                    selected.Select(perfCase => perfCase.Name),
                    time,
                    cancellationToken
                );
                var entered = await SessionHooks.EnterAsync(plan, selected, hosts, source, hooks, log, time, cancellationToken);
                return new TestSession(plan, selected, source, hosts, entered, marker.Id, time);
            }
            catch
            {
                await hosts.DisposeAsync();
                throw;
            }
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Budgets of the selected cases that the noise hides, by the last A/A cases on hosts that have not changed since: one line each.
    /// </summary>
    public Task<IReadOnlyList<string>> ForecastAsync(CancellationToken cancellationToken) =>
        new NoiseForecast(Store, Plan.Config.Thresholds).TellAsync(Selected, Plan.Budgets, Executor.Fingerprint, cancellationToken);

    /// <summary>Runs a case to its verdict, which is also in the result tree.</summary>
    /// <exception cref="OperationCanceledException">The session was stopped; what was measured is kept.</exception>
    public async Task<CaseVerdict> RunAsync(PerfCase perfCase, ICaseLog log, CancellationToken cancellationToken)
    {
        // Before any hook: on a host that is gone none can run, and each would wait for it.
        var verdict = await ObstacleAsync(perfCase, log, cancellationToken) is { } gone
            ? await JudgeAsync(gone)
            : await _hooks.AroundCaseAsync(perfCase, log, JudgeAsync, cancellationToken);
        if (verdict is { CutShort: true })
            cancellationToken.ThrowIfCancellationRequested();
        _verdicts.Add(verdict!);
        return verdict!;

        async Task<CaseVerdict?> JudgeAsync(string? obstacle) =>
            await _runner.RunAsync(perfCase, Plan.Budgets(perfCase), Plan.DependentBudgets(perfCase), obstacle, log, cancellationToken);
    }

    private async Task<string?> ObstacleAsync(PerfCase perfCase, ICaseLog log, CancellationToken cancellationToken)
    {
        try
        {
            await Executor.RegainAsync(perfCase.Environment, mayBeLost: false, log.Line, cancellationToken);
            return null;
        }
        catch (HostGoneException gone)
        {
            return gone.Message;
        }
    }

    internal RunExecutor Executor { get; }

    internal TimeProvider Time { get; }

    /// <summary>A host of the session.</summary>
    internal IRemoteHost Host(SshHost host) => _hosts[host];

    /// <summary>Makes runs that belong to no verdict, between the hooks of their case.</summary>
    /// <exception cref="HookFailedException">A hook stands in the way.</exception>
    internal async Task CalibrateAsync(
        PerfCase perfCase,
        ICaseLog log,
        Func<RunExecutor, Task> measure,
        CancellationToken cancellationToken
    ) =>
        await _hooks.AroundCaseAsync(
            perfCase,
            log,
            async obstacle =>
            {
                if (obstacle is not null)
                    throw new HookFailedException(obstacle);
                await measure(Executor);
                return null;
            },
            cancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        await using (_source)
        await using (_hosts)
            await _hooks.DisposeAsync();
    }
}
