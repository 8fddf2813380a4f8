using PerfTests.Infrastructure.Tools.Deployment;

namespace PerfTests.Workbench.Discovery;

/// <summary>A found tool, where it is and whether it is listed.</summary>
/// <param name="Tool">What the file tells; of this machine's file when it has one.</param>
/// <param name="ListedAs">Id of the entry that names its path; null when none does.</param>
/// <param name="IsLocal">Whether this machine has it.</param>
/// <param name="Hosts">Its state on each scanned host, by the host's id; a file that only the host has is HostOnly.</param>
internal sealed record ScannedTool(FoundTool Tool, string? ListedAs, bool IsLocal, IReadOnlyDictionary<string, FileState> Hosts);
