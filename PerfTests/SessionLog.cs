using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Reporting.Allure;

namespace PerfTests;

/// <summary>Sends what happens before and after the cases to the console and to Allure's set-up and tear-down.</summary>
internal sealed class SessionLog(SessionProgress progress, AllureSession allure) : IStepLog
{
    private AllureStepRecorder? _step;

    public IDisposable BeginStep(string name) => (_step = allure.HookStep(name)) ?? (IDisposable)Stream.Null;

    public void StepFailed(string message) => _step?.End(AllureStatus.Broken, AllureStatusDetails.Told(message));

    public void Line(string text) => progress.Note(text);
}
