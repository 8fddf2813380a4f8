namespace PerfTests.Workbench.Discovery;

/// <summary>A file of a scanned folder.</summary>
/// <param name="Path">Relative to the root, or absolute; as it is written there.</param>
/// <param name="SizeBytes">Null for a symbolic link that leads nowhere.</param>
internal sealed record ListedFile(string Path, long? SizeBytes);
