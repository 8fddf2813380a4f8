using NUnit.Framework.Interfaces;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Reporting.Allure;
using PerfTests.Infrastructure.Reporting.Live;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Sessions;
using PerfTests.Workbench.Discovery;

namespace PerfTests;

/// <summary>The init and the post hook of the suite.</summary>
[SetUpFixture]
public sealed class SessionSetup
{
    private readonly StopSignals _signals = new();
    private IReadOnlyList<string> _selected = [];
    private SessionOptions? _options;
    private ExclusiveUse? _tree;
    private AllureSession? _allure;
    private TestSession? _session;
    private MeasuringRun? _run;

    [OneTimeSetUp]
    public async Task InitHook()
    {
        var tests = Leaves(TestContext.CurrentContext.ActiveTests ?? []).ToList();
        _selected =
        [
            .. tests.SelectMany(test => test.Arguments).OfType<PerfTestCase>().Select(test => test.Case?.TestName).OfType<string>(),
        ];
        try
        {
            _options = SessionScope.Options();
            // Before anything is written: what is in the tree may belong to a session that runs.
            _tree = await ExclusiveUse.OfResultTreeAsync(_options.ResultDir, _options.Wait, TimeProvider.System, _signals.Stopping);
            await KeepOutcomeAsync(
                1,
                "the session did not come to its end: it was killed, its result folder cannot be written (the errors above say so then), "
                    + "or it still runs"
            );
            _allure = new AllureSession(_options.ResultDir, TimeProvider.System);
            await _allure.BeforeAsync("init hook: configuration, lab, hosts, leases", () => StartAsync(_options));
        }
        catch (Exception exception)
        {
            await EndAsync(exception is ConfigurationException ? 2 : 3, exception.Message);
            if (IsForTheUser(exception))
                throw new SessionBrokenException(exception.Message, exception);
            throw;
        }
    }

    [OneTimeTearDown]
    public async Task PostHook()
    {
        try
        {
            if (_allure is not null)
                await FinishAsync(_allure);
        }
        catch (ResultStorageException exception)
        {
            await EndAsync(3, exception.Message);
            throw new SessionBrokenException(exception.Message, exception);
        }
        finally
        {
            _tree?.Dispose();
            _signals.Dispose();
        }
    }

    private async Task StartAsync(SessionOptions options)
    {
        // Validated here once more: whatever discovery made of a broken configuration, the run is red.
        var plan = SessionPlan.Load(options);
        var names = _selected.ToHashSet(StringComparer.Ordinal);
        PerfCase[] selected = [.. plan.Cases.Where(perfCase => names.Contains(perfCase.TestName))];
        var progress = new SessionProgress(plan, selected, SessionConsole.Show, TimeProvider.System);
        progress.Announce(SessionPlanTable.Render(plan, selected));
        _signals.Stopping.Register(() =>
            progress.Note("stopping: the running case ends, tools and servers are stopped, hosts are given back")
        );
        if (await UnlistedTools.DescribeAsync(plan.Config, _signals.Stopping) is { } unlisted)
            progress.Note(unlisted);
        SessionReport.Discard(options.ResultDir);
        _session = await TestSession.StartAsync(
            plan,
            selected,
            new LabHostSource(options.LockDir, options.Wait),
            CodeHook.In(typeof(SessionSetup).Assembly),
            new SessionLog(progress, _allure!),
            TimeProvider.System,
            _signals.Stopping
        );
        foreach (var warning in await _session.ForecastAsync(_signals.Stopping))
            progress.Note(warning);
        _run = new MeasuringRun(_session, progress, _allure!, _signals.Stopping);
        SessionScope.Enter(_run);
    }

    private async Task FinishAsync(AllureSession allure)
    {
        try
        {
            await allure.AfterAsync("post hook: hosts given back, reports", FinishAsync);
        }
        finally
        {
            var isStopped = _run is not null;
            allure.Finish(
                _selected,
                isStopped ? AllureStatus.Skipped : AllureStatus.Broken,
                isStopped ? "the run was stopped before this case" : "the init hook failed, see the session's set-up"
            );
        }
    }

    private async Task FinishAsync()
    {
        try
        {
            if (_session is not null)
                await _session.DisposeAsync();
        }
        finally
        {
            if (_run is { Broken: { } broken })
                await EndAsync(3, broken);
            else if (_run is not null)
                await _run.ReportAsync();
        }
        // The tests of a stopped run are inconclusive, which dotnet test takes for success; a failed tear-down it does not.
        if (_session?.Unjudged is { Count: > 0 } unjudged)
            throw new SessionBrokenException(
                $"{unjudged.Count} of {_session.Selected.Count} cases have no verdict: {string.Join(", ", unjudged)}"
            );
    }

    /// <summary>Says how the session ends: to whoever follows it, and in the tree as far as that is ours and can be written.</summary>
    private async Task EndAsync(int exitCode, string message)
    {
        SessionConsole.Show(new ProgressEvent(ProgressKind.Ended, message) { ExitCode = exitCode });
        try
        {
            if (_tree is not null)
                await KeepOutcomeAsync(exitCode, message);
        }
        catch (ResultStorageException)
        {
            // What stands in the way of it is told with the message, or with the first case that met it.
        }
    }

    private Task KeepOutcomeAsync(int exitCode, string message) =>
        SessionOutcome.WriteAsync(
            _options!.ResultDir,
            new SessionOutcome(exitCode, message, TimeProvider.System.GetUtcNow()),
            CancellationToken.None
        );

    private static bool IsForTheUser(Exception exception) =>
        exception
            is ConfigurationException
                or InUseException
                or ResultStorageException
                or LabUnavailableException
                or RemoteException
                or HookFailedException;

    private static IEnumerable<ITest> Leaves(IEnumerable<ITest> tests) =>
        tests.SelectMany(test => test.HasChildren ? Leaves(test.Tests) : [test]);
}
