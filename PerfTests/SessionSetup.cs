using NUnit.Framework.Interfaces;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Reporting.Allure;
using PerfTests.Infrastructure.Results;

namespace PerfTests;

/// <summary>The init and the post hook of the suite.</summary>
[SetUpFixture]
public sealed class SessionSetup
{
    private readonly StopSignals _signals = new();
    private IReadOnlyList<string> _selected = [];
    private AllureSession? _allure;
    private TestSession? _session;
    private MeasuringRun? _run;

    [OneTimeSetUp]
    public async Task InitHook()
    {
        var options = SessionScope.Options();
        var tests = Leaves(TestContext.CurrentContext.ActiveTests ?? []).ToList();
        _selected = [.. tests.SelectMany(test => test.Arguments).OfType<PerfTestCase>().Select(test => test.Case?.Name).OfType<string>()];
        _allure = new AllureSession(options.ResultDir, TimeProvider.System);
        try
        {
            await _allure.BeforeAsync("init hook: configuration, lab, hosts, leases", () => StartAsync(options));
        }
        catch (Exception exception)
        {
            var code = exception is ConfigurationException ? 2 : 3;
            await SessionOutcome.WriteAsync(options.ResultDir, new SessionOutcome(code, exception.Message, TimeProvider.System.GetUtcNow()), CancellationToken.None);
            throw;
        }
    }

    [OneTimeTearDown]
    public async Task PostHook()
    {
        try
        {
            if (_allure is not null)
                await _allure.AfterAsync("post hook: hosts given back, reports", FinishAsync);
        }
        finally
        {
            var isStopped = _run is not null;
            _allure?.Finish(
                _selected, isStopped ? AllureStatus.Skipped : AllureStatus.Broken,
                isStopped ? "the run was stopped before this case" : "the init hook failed, see the session's set-up");
            _signals.Dispose();
        }
    }

    private async Task StartAsync(SessionOptions options)
    {
        // Validated here once more: whatever discovery made of a broken configuration, the run is red.
        var plan = SessionPlan.Load(options);
        var names = _selected.ToHashSet(StringComparer.Ordinal);
        PerfCase[] selected = [.. plan.Cases.Where(perfCase => names.Contains(perfCase.Name))];
        var progress = new SessionProgress(plan, selected, TestContext.Progress.WriteLine, TimeProvider.System);
        progress.Announce();
        _session = await TestSession.StartAsync(plan, selected, new LabHostSource(), TimeProvider.System, _signals.Stopping);
        _run = new MeasuringRun(_session, progress, _allure!, _signals.Stopping);
        SessionScope.Enter(_run);
    }

    private async Task FinishAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        if (_run is not null)
            TestContext.Progress.WriteLine(await _run.ReportAsync());
    }

    private static IEnumerable<ITest> Leaves(IEnumerable<ITest> tests) =>
        tests.SelectMany(test => test.HasChildren ? Leaves(test.Tests) : [test]);
}
