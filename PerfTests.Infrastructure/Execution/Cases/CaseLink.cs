using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>Keeps the hosts of one case: takes lost ones again, and says what that means for what was measured before.</summary>
/// <param name="isCompared">Whether runs of the case are compared with stored ones, which were checked on this boot.</param>
internal sealed class CaseLink(IRunExecutor executor, PerfCase perfCase, CaseConditions conditions, ICaseLog log, bool isCompared)
{
    private readonly List<string> _interruptions = [];
    private bool _restartedUnderTool;
    private bool _mayBeLost = conditions.MayBeLost;

    /// <summary>The evidence with what happened to the hosts while the case was measured.</summary>
    public CaseEvidence Told(CaseEvidence evidence) =>
        evidence with
        {
            Interruptions = [.. evidence.Interruptions, .. _interruptions],
            RestartedUnderTool = evidence.RestartedUnderTool || _restartedUnderTool,
        };

    /// <summary>Makes sure that the hosts are ours, before something is measured on them.</summary>
    /// <param name="mayBeLost">Whether what came before went wrong, perhaps for a connection that was lost.</param>
    /// <param name="underTool">Whether the tool ran when they may have been lost.</param>
    /// <param name="before">What comes next, such as <c>round 3</c>.</param>
    /// <returns>Whether one had been lost.</returns>
    /// <exception cref="HostGoneException">A host cannot be used any more.</exception>
    /// <exception cref="HostRestartedException">A host is not what it was: the case must be measured anew.</exception>
    public async Task<bool> KeepAsync(bool mayBeLost, bool underTool, string before, CancellationToken cancellationToken)
    {
        var returned = await executor.RegainAsync(perfCase.Environment, mayBeLost || _mayBeLost, log.Line, cancellationToken);
        _mayBeLost = false;
        _restartedUnderTool |= underTool && returned.Any(host => host.Restarted);
        foreach (var host in returned)
        {
            var told = await TellAsync(host, before, cancellationToken);
            log.Line(told);
            _interruptions.Add(told);
        }
        return returned.Count > 0;
    }

    private async Task<string> TellAsync(HostReturn host, string before, CancellationToken cancellationToken)
    {
        var lost =
            $"the connection to host {host.Host} was lost before {before} and was back after {Math.Max(1, host.After.TotalSeconds):0} s";
        if (!host.Restarted)
            return $"{lost}; the host had not restarted, so what was measured before is kept";
        if (isCompared)
        {
            throw new HostRestartedException(
                $"{lost}; the host had restarted, and the stored baseline was checked on the boot before, so the case was measured anew",
                _restartedUnderTool
            );
        }
        if (await conditions.ChangeAsync(isToolRunning: false, cancellationToken) is { } change)
            throw new HostRestartedException(
                $"{lost}; the host had restarted, and the case was measured anew: {change}",
                _restartedUnderTool
            );
        return $"{lost}; the host had restarted with the same facts, so what was measured on the boot before is kept";
    }
}
