namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>
/// A change of the hosts with a known effect, made around the run in the middle of a round and taken back before the next run.
/// </summary>
internal interface IInjectedChange
{
    /// <exception cref="Remote.RemoteException">The change could not be made.</exception>
    Task ApplyAsync(CancellationToken cancellationToken);

    /// <summary>Takes the change back, also after a run that failed or was stopped.</summary>
    /// <exception cref="Remote.RemoteException">It may still be in effect.</exception>
    Task UndoAsync();
}
