using PerfTests.Infrastructure.Execution.Progress;

namespace PerfTests.Infrastructure.Reporting.Live;

/// <summary>Shows a session to whoever waits.</summary>
internal interface IProgressView
{
    /// <param name="events">As they come; null where nothing came for a moment.</param>
    Task ShowAsync(IAsyncEnumerable<ProgressEvent?> events);
}
