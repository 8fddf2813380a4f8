using PerfTests.Infrastructure.Execution.Progress;

namespace PerfTests.Infrastructure.Reporting.Live;

/// <summary>Lines that stay.</summary>
internal sealed class LineView(TextWriter writer) : IProgressView
{
    public async Task ShowAsync(IAsyncEnumerable<ProgressEvent?> events)
    {
        await foreach (var happened in events)
        {
            if (happened is null or { Kind: ProgressKind.Report } || ProgressLines.Of(happened) is not { } lines)
                continue;
            await writer.WriteLineAsync(lines);
            await writer.FlushAsync();
        }
    }
}
