using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>Collects what the test platform tells an IDE.</summary>
internal sealed class IdeFindings : ITestDiscoveryEventsHandler2, ITestRunEventsHandler
{
    private readonly List<TestCase> _cases = [];
    private readonly List<TestResult> _results = [];

    public IReadOnlyList<TestCase> Cases => _cases;

    public IReadOnlyList<TestResult> Results => _results;

    public void HandleDiscoveredTests(IEnumerable<TestCase>? discoveredTestCases) => _cases.AddRange(discoveredTestCases ?? []);

    public void HandleDiscoveryComplete(DiscoveryCompleteEventArgs discoveryCompleteEventArgs, IEnumerable<TestCase>? lastChunk) =>
        _cases.AddRange(lastChunk ?? []);

    public void HandleTestRunStatsChange(TestRunChangedEventArgs? testRunChangedArgs) =>
        _results.AddRange(testRunChangedArgs?.NewTestResults ?? []);

    public void HandleTestRunComplete(
        TestRunCompleteEventArgs testRunCompleteArgs,
        TestRunChangedEventArgs? lastChunkArgs,
        ICollection<AttachmentSet>? runContextAttachments,
        ICollection<string>? executorUris
    ) => _results.AddRange(lastChunkArgs?.NewTestResults ?? []);

    public void HandleLogMessage(TestMessageLevel level, string? message) => TestContext.Out.WriteLine($"{level}: {message}");

    public void HandleRawMessage(string rawMessage) { }

    public int LaunchProcessWithDebuggerAttached(TestProcessStartInfo testProcessStartInfo) => throw new NotSupportedException();
}
