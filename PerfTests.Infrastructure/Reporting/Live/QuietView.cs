using PerfTests.Infrastructure.Execution.Progress;

namespace PerfTests.Infrastructure.Reporting.Live;

/// <summary>Nothing until the end.</summary>
internal sealed class QuietView : IProgressView
{
    public async Task ShowAsync(IAsyncEnumerable<ProgressEvent?> events)
    {
        await foreach (var _ in events) { }
    }
}
