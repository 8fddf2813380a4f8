using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Reporting.Allure;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests;

/// <summary>Sends what happens in a case to the console and to Allure.</summary>
internal sealed class CaseLog(CaseProgress progress, AllureCase allure) : ICaseLog
{
    /// <summary>Longest raw file that is copied into Allure's results; a longer one stays in the result tree only.</summary>
    private const long LongestAttachment = 512 * 1024;

    private AllureStepRecorder? _step;

    public IDisposable BeginStep(string name)
    {
        progress.Step(name);
        return _step = allure.Step(name);
    }

    public void StepFailed(string message) => _step?.End(AllureStatus.Broken, AllureStatusDetails.Told(message));

    public void Line(string text) => progress.Line(text);

    public void RoundMade(int toMake) => progress.RoundMade(toMake);

    public void Proved(RunRecord run, string folder) => Completed(run, folder);

    public void Completed(RunRecord run, string folder)
    {
        if (_step is not { } step)
            return;
        if (run.Execution.Error is { } error)
            step.End(AllureStatus.Broken, AllureStatusDetails.Told(error));
        RunPhases.Record(step, folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (new FileInfo(file).Length is > 0 and <= LongestAttachment)
                step.AttachFile(
                    Path.GetRelativePath(folder, file),
                    file,
                    file.EndsWith(".json", StringComparison.Ordinal) ? "application/json" : "text/plain"
                );
        }
    }
}
