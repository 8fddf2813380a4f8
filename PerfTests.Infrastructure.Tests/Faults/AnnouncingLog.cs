using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>Prints every step, and the end of every run.</summary>
internal sealed class AnnouncingLog(FaultSession session) : ICaseLog
{
    public IDisposable BeginStep(string name)
    {
        session.Say($"step {name}");
        return Stream.Null;
    }

    public void StepFailed(string message) => session.Say($"step failed: {message}");

    public void Line(string text) => session.Say($"told {text}");

    public void Completed(RunRecord run, string folder) => session.Say($"run {run.Execution.Status} {run.Folder} {run.Execution.Error}");

    public void Proved(RunRecord run, string folder) => session.Say($"proof {run.Execution.Status} {run.Folder} {run.Execution.Error}");
}
