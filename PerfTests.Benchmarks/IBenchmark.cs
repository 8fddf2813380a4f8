namespace PerfTests.Benchmarks;

/// <summary>Measures one claim of <c>docs/performance.md</c>.</summary>
internal interface IBenchmark
{
    Task<MarkdownTable> RunAsync(CancellationToken cancellationToken);
}
