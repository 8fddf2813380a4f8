namespace PerfTests.Infrastructure.Execution.Progress;

/// <summary>For a session that nobody follows.</summary>
internal sealed class SilentLog : IStepLog
{
    public IDisposable BeginStep(string name) => Stream.Null;

    public void Line(string text) { }
}
