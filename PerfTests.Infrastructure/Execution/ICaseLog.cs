using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Execution;

/// <summary>Follows one case while it runs: steps with their times, for a report, and lines for whoever waits.</summary>
public interface ICaseLog
{
    /// <summary>A step of the case; it lasts until it is disposed.</summary>
    IDisposable BeginStep(string name);

    /// <summary>A line of live progress.</summary>
    void Line(string text);

    /// <summary>A run that is complete; its folder is absolute.</summary>
    void Completed(RunRecord run, string folder);
}
