namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>The instances of a tool from the first of its runs to the last.</summary>
/// <param name="run">Makes a run with them; told whether it is the last one.</param>
internal sealed class KeptTool(ToolInstances tools, Func<bool, CancellationToken, Task<RunOutcome>> run) : IKeptTool
{
    /// <inheritdoc/>
    public Task<RunOutcome> RunAsync(bool isLast, CancellationToken cancellationToken) => run(isLast, cancellationToken);

    public ValueTask DisposeAsync() => tools.DisposeAsync();
}
