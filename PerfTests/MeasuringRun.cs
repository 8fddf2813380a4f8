using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Reporting.Allure;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests;

/// <summary>The selected cases of one test run, between the init and the post hook.</summary>
internal sealed class MeasuringRun(TestSession session, SessionProgress progress, AllureSession allure, CancellationToken stopping)
{
    /// <summary>Why nothing more can be measured, when something stands in the way of all cases; null while nothing does.</summary>
    public string? Broken { get; private set; }

    private string ResultDir => session.Plan.Options.ResultDir;

    private bool FailOnInconclusive => session.Plan.Config.Thresholds.FailOnInconclusive;

    /// <summary>Runs one case and asserts on its verdict.</summary>
    public async Task RunAsync(PerfCase perfCase)
    {
        if (stopping.IsCancellationRequested)
            Assert.Inconclusive("the run was stopped before this case");
        if (Broken is not null)
            throw new SessionBrokenException(Broken);
        var recorder = allure.Begin(perfCase.TestName);
        try
        {
            var told = progress.Begin(perfCase);
            var verdict = await session.RunAsync(perfCase, new CaseLog(told, recorder), stopping);
            told.Judged(verdict.Verdict, VerdictSentence.Of(verdict));
            await RecordAsync(perfCase, recorder);
            AssertOn(verdict);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            recorder.Finish(AllureStatus.Skipped, new AllureStatusDetails("the run was stopped"));
            Assert.Inconclusive("the run was stopped while this case was measured; its rounds so far are kept");
        }
        catch (ResultStorageException exception)
        {
            // Each case after this one would drive its load and lose what it measured.
            Broken = exception.Message;
            throw new SessionBrokenException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is not ResultStateException)
        {
            recorder.Finish(AllureStatus.Broken, AllureStatusDetails.Of(exception));
            throw;
        }
    }

    /// <summary>Writes the reports over what was measured, and shows the table of verdicts.</summary>
    public async Task ReportAsync()
    {
        var outcome = await SessionReport.BuildAsync(
            ResultDir,
            new SessionCases(
                session.Selected.Select(perfCase => perfCase.Name).ToHashSet(StringComparer.Ordinal),
                session.Verdicts.Select(verdict => verdict.Case).ToHashSet(StringComparer.Ordinal)
            ),
            FailOnInconclusive,
            TimeProvider.System,
            CancellationToken.None
        );
        progress.Report(outcome.Text, ReportDocument.Of(outcome));
    }

    private async Task RecordAsync(PerfCase perfCase, AllureCase recorder)
    {
        var store = new CaseStore(new ResultTree(ResultDir));
        var verdictFile = Path.Combine(store.Tree.CaseFolder(perfCase.Name), CaseStore.VerdictFile);
        recorder.AttachFile(CaseStore.VerdictFile, verdictFile, "application/json");
        var result = (await store.ReadCaseAsync(perfCase.Name, CancellationToken.None))!;
        recorder.Finish(result, FailOnInconclusive);
        allure.Describe(perfCase.Environment.Id, result.Marker.Fingerprint);
        TestContext.AddTestAttachment(verdictFile, "the verdict, with every metric");
        TestContext.AddTestAttachment(
            Path.Combine(store.Tree.CaseFolder(perfCase.Name), CaseStore.RoundsFile),
            "the rounds, with what was dropped and why"
        );
    }

    private void AssertOn(CaseVerdict verdict)
    {
        var told = VisibleText.Lines(
            string.Join(Environment.NewLine, [VerdictSentence.Of(verdict), .. verdict.Reasons.Select(reason => $"- {reason}")])
        );
        TestContext.Out.WriteLine(told);
        TestContext.Out.WriteLine($"After the last case: {Path.Combine(ResultDir, SessionReport.AnalysisFolder, SessionReport.HtmlFile)}");
        switch (verdict.Verdict)
        {
            case Verdict.Pass:
                return;
            case Verdict.Inconclusive when !FailOnInconclusive:
                Assert.Inconclusive(told);
                return;
            default:
                Assert.Fail(told);
                return;
        }
    }
}
