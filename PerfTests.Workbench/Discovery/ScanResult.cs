namespace PerfTests.Workbench.Discovery;

/// <summary>What one machine's folders hold.</summary>
/// <param name="Machine"><c>local</c>, or a host's id.</param>
/// <param name="Tools">Tools by path, in ordinal order.</param>
internal sealed record ScanResult(string Machine, IReadOnlyList<FoundTool> Tools, IReadOnlyList<ScanNote> Notes);
