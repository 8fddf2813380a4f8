using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results;

namespace PerfTests;

/// <summary>All selected cases of one test run, from the init hook to the post hook.</summary>
internal sealed class MeasuringRun : IAsyncDisposable
{
    private readonly StopSignals _signals;
    private readonly TestSession _session;
    private readonly SessionProgress _progress;

    private MeasuringRun(StopSignals signals, TestSession session, SessionProgress progress) =>
        (_signals, _session, _progress) = (signals, session, progress);

    public static async Task<MeasuringRun> StartAsync(SessionPlan plan, IReadOnlyCollection<PerfCase> selected, StopSignals signals)
    {
        var progress = new SessionProgress(plan, [.. selected], TestContext.Progress.WriteLine, TimeProvider.System);
        progress.Announce();
        var session = await TestSession.StartAsync(plan, selected, new LabHostSource(), TimeProvider.System, signals.Stopping);
        return new MeasuringRun(signals, session, progress);
    }

    /// <summary>Runs one case and asserts on its verdict.</summary>
    public async Task RunAsync(PerfCase perfCase)
    {
        if (_signals.Stopping.IsCancellationRequested)
            Assert.Inconclusive("the run was stopped before this case");
        var log = new CaseLog(_progress.Begin(perfCase));
        CaseVerdict verdict;
        try
        {
            verdict = await _session.RunAsync(perfCase, log, _signals.Stopping);
        }
        catch (OperationCanceledException)
        {
            Assert.Inconclusive("the run was stopped while this case was measured; its rounds so far are kept");
            throw;
        }
        var folder = new ResultTree(_session.Plan.Options.ResultDir).CaseFolder(perfCase.Name);
        log.Finish(verdict, folder);
        TestContext.AddTestAttachment(Path.Combine(folder, CaseStore.VerdictFile), "verdict");
        TestContext.Out.WriteLine(VerdictSentence.Of(verdict));
        foreach (var reason in verdict.Reasons)
            TestContext.Out.WriteLine($"- {reason}");
        AssertOn(verdict);
    }

    /// <summary>Gives the hosts back, and writes the reports over what was measured.</summary>
    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        var names = _session.Verdicts.Select(verdict => verdict.Case).ToHashSet(StringComparer.Ordinal);
        TestContext.Progress.WriteLine(await SessionReport.WriteAsync(
            _session.Plan.Options.ResultDir, names, _session.Plan.Config.Thresholds.FailOnInconclusive, TimeProvider.System, CancellationToken.None));
    }

    private void AssertOn(CaseVerdict verdict)
    {
        var told = string.Join(Environment.NewLine, [VerdictSentence.Of(verdict), .. verdict.Reasons.Select(reason => $"- {reason}")]);
        switch (verdict.Verdict)
        {
            case Verdict.Pass:
                return;
            case Verdict.Inconclusive when !_session.Plan.Config.Thresholds.FailOnInconclusive:
                Assert.Inconclusive(told);
                return;
            default:
                Assert.Fail(told);
                return;
        }
    }
}
