namespace PerfTests.Workbench.Discovery.Entries;

/// <summary>An entry of <c>ebpf_tools</c> for a found tool.</summary>
/// <param name="Id">The entry's key and id.</param>
/// <param name="Path">The tool's path.</param>
/// <param name="Lines">The entry's YAML with its comments, the key in the first column.</param>
/// <param name="FillIns">What a person must fill in; the entry is not enabled until then.</param>
internal sealed record ToolEntry(string Id, string Path, IReadOnlyList<string> Lines, IReadOnlyList<string> FillIns);
