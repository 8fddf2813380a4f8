namespace PerfTests.Infrastructure.Execution.Progress;

/// <summary>Follows what happens: steps with their times, for a report, and lines for whoever waits.</summary>
public interface IStepLog
{
    /// <summary>A step; it lasts until it is disposed.</summary>
    IDisposable BeginStep(string name);

    /// <summary>The step that began last did not go as planned.</summary>
    void StepFailed(string message) { }

    /// <summary>A line of live progress.</summary>
    void Line(string text);
}
