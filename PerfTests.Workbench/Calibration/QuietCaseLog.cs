using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Workbench.Calibration;

/// <summary>Passes on lines and nothing else: steps and runs of a calibration are too many to follow.</summary>
internal sealed class QuietCaseLog(Action<string> write) : ICaseLog
{
    public IDisposable BeginStep(string name) => Stream.Null;

    public void Line(string text) => write(text);

    public void Completed(RunRecord run, string folder) { }
}
