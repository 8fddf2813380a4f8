namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>A tool that serves several measured runs. Disposing ends it, when no run did.</summary>
internal interface IKeptTool : IAsyncDisposable
{
    /// <summary>
    /// Measures a run as <see cref="IRunExecutor.ExecuteAsync"/> does. The first one starts the tool; the last one stops it and keeps what
    /// it printed, and so does one that does not count: no run follows it.
    /// </summary>
    Task<RunOutcome> RunAsync(bool isLast, CancellationToken cancellationToken);
}
