using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Execution;

/// <summary>Follows one case while it runs.</summary>
public interface ICaseLog : IStepLog
{
    /// <summary>A run that is complete; its folder is absolute.</summary>
    void Completed(RunRecord run, string folder);
}
