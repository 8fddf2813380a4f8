using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Progress;

/// <summary>Follows one case while it runs.</summary>
public interface ICaseLog : IStepLog
{
    /// <summary>A run that is complete; its folder is absolute.</summary>
    void Completed(RunRecord run, string folder);

    /// <summary>A run that is complete and proves the tool's presence; it is not compared.</summary>
    void Proved(RunRecord run, string folder) { }

    /// <summary>A round is done.</summary>
    /// <param name="toMake">Rounds until the next look at the data; 0 when none follows.</param>
    void RoundMade(int toMake) { }
}
