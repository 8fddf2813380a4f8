using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Execution;

/// <summary>The files of the tools' folders on one host, with the state in which it had each.</summary>
internal sealed record HostFiles(string Host, IReadOnlyList<DeployedFile> Files);
