using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Execution;

/// <summary>One session: the hosts of the selected cases, leased, and the cases run one after the other. Disposing gives all back.</summary>
public sealed class TestSession : IAsyncDisposable
{
    private readonly IHostSource _source;
    private readonly SessionHosts _hosts;
    private readonly CaseRunner _runner;
    private readonly List<CaseVerdict> _verdicts = [];

    private TestSession(
        SessionPlan plan, IReadOnlyCollection<PerfCase> selected, IHostSource source, SessionHosts hosts, string sessionId, TimeProvider time)
    {
        (Plan, Selected, _source, _hosts) = (plan, selected, source, hosts);
        var tree = new ResultTree(plan.Options.ResultDir);
        var deployment = new ToolDeployment(plan.Config.SourceFolders);
        var store = new CaseStore(tree);
        _runner = new CaseRunner(
            new RunExecutor(hosts, deployment, tree, time), hosts, store, plan.Config.Thresholds,
            plan.Options.Resume ? new CaseResumption(store, plan.Options.ResumeMaxAge, time) : null, sessionId, time);
    }

    public SessionPlan Plan { get; }

    /// <summary>Cases that are going to run.</summary>
    public IReadOnlyCollection<PerfCase> Selected { get; }

    /// <summary>Names of selected cases that have no verdict: not yet, or because the session was stopped or a case broke.</summary>
    public IReadOnlyCollection<string> Unjudged =>
        [.. Selected.Select(perfCase => perfCase.Name).Except(_verdicts.Select(verdict => verdict.Case))];

    /// <summary>Verdicts so far, in order of time.</summary>
    public IReadOnlyList<CaseVerdict> Verdicts => _verdicts;

    /// <summary>Makes the hosts of the selected cases ready.</summary>
    /// <param name="selected">Cases that are going to run: only their environments are touched.</param>
    /// <exception cref="Remote.RemoteException">A host cannot be used.</exception>
    public static async Task<TestSession> StartAsync(
        SessionPlan plan, IReadOnlyCollection<PerfCase> selected, IHostSource source, TimeProvider time, CancellationToken cancellationToken)
    {
        var environments = selected.Select(perfCase => perfCase.Environment).DistinctBy(environment => environment.Id).ToList();
        try
        {
            await source.PrepareAsync([.. environments.SelectMany(environment => environment.Hosts).DistinctBy(host => host.Id)], cancellationToken);
            var hosts = await SessionHosts.OpenAsync(environments, selected, source, cancellationToken);
            return await BeginAsync(plan, selected, source, hosts, time, cancellationToken);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    private static async Task<TestSession> BeginAsync(
        SessionPlan plan, IReadOnlyCollection<PerfCase> selected, IHostSource source, SessionHosts hosts, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            // Only now that the hosts are ours: a session that cannot begin must not take the place of one that can be resumed.
            var marker = await SessionMarker.BeginAsync(plan.Options.ResultDir, plan.Options.Resume, time, cancellationToken);
            return new TestSession(plan, selected, source, hosts, marker.Id, time);
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a case to its verdict, which is also in the result tree.</summary>
    /// <exception cref="OperationCanceledException">The session was stopped; what was measured is kept.</exception>
    public async Task<CaseVerdict> RunAsync(PerfCase perfCase, ICaseLog log, CancellationToken cancellationToken)
    {
        var verdict = await _runner.RunAsync(perfCase, Plan.Budgets(perfCase), Plan.DependentBudgets(perfCase), log, cancellationToken);
        _verdicts.Add(verdict);
        return verdict;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _hosts.DisposeAsync();
        }
        finally
        {
            await _source.DisposeAsync();
        }
    }
}
