using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Execution.Sessions;

/// <summary>Keeps what a case tells about itself, and lets a test act on it.</summary>
internal sealed class RecordingLog : ICaseLog
{
    public List<string> Steps { get; } = [];

    public List<string> Lines { get; } = [];

    public List<RunRecord> Runs { get; } = [];

    public Action<string> OnStep { get; init; } = _ => { };

    public IDisposable BeginStep(string name)
    {
        Steps.Add(name);
        OnStep(name);
        return Stream.Null;
    }

    public List<string> Failures { get; } = [];

    public void StepFailed(string message) => Failures.Add(message);

    public void Line(string text) => Lines.Add(text);

    public void Completed(RunRecord run, string folder)
    {
        Assert.That(Path.Combine(folder, RunFolder.MetadataFile), Does.Exist);
        Runs.Add(run);
    }
}
