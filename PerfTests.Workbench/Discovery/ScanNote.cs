namespace PerfTests.Workbench.Discovery;

/// <summary>Something in a scanned folder that is no tool or could not be understood, and why.</summary>
/// <param name="Machine"><c>local</c>, or a host's id.</param>
/// <param name="Path">The file or folder.</param>
internal sealed record ScanNote(string Machine, string Path, string Text);
