using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Baselines;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>What must not change while a case is measured: the facts of its hosts, and its commands.</summary>
internal sealed class CaseConditions
{
    private readonly PerfCase _case;
    private readonly IRunExecutor _executor;

    private CaseConditions(PerfCase perfCase, IRunExecutor executor, Fingerprint fingerprint, bool mayBeLost) =>
        (_case, _executor, Fingerprint, MayBeLost) = (perfCase, executor, fingerprint, mayBeLost);

    /// <summary>The fingerprint when the case began.</summary>
    public Fingerprint Fingerprint { get; }

    /// <summary>Whether a host did not answer when the case began; the fingerprint has what it said before.</summary>
    public bool MayBeLost { get; }

    public static async Task<CaseConditions> ReadAsync(PerfCase perfCase, IRunExecutor executor, CancellationToken cancellationToken)
    {
        var mayBeLost = false;
        try
        {
            await executor.ReadFactsAsync(perfCase.Environment, isKept: true, cancellationToken);
        }
        catch (RemoteException)
        {
            mayBeLost = true;
        }
        return new CaseConditions(perfCase, executor, executor.Fingerprint(perfCase), mayBeLost);
    }

    /// <summary>
    /// What is different from when the case began, as <c>server.governor: performance against powersave</c>; null when nothing is.
    /// </summary>
    /// <param name="isToolRunning">
    /// Whether the tool runs, to which what is different then belongs: an interface may lose an offload while a program is attached to it.
    /// The hosts are looked at all the same, so that what a look leaves behind lies before the runs of both arms.
    /// </param>
    public async Task<string?> ChangeAsync(bool isToolRunning, CancellationToken cancellationToken)
    {
        try
        {
            await _executor.ReadFactsAsync(_case.Environment, isKept: !isToolRunning, cancellationToken);
        }
        catch (RemoteException exception)
        {
            return $"the hosts' facts cannot be read: {exception.Message}";
        }
        if (isToolRunning)
            return null;
        var differences = Fingerprint.Differences(_executor.Fingerprint(_case));
        return differences.Count == 0 ? null : $"the hosts changed since the case began: {string.Join("; ", differences)}";
    }
}
