using PerfTests.Infrastructure.Tools.Deployment;

namespace PerfTests.Workbench.Discovery;

/// <summary>The files of the tools' folders on one host, with the state in which it had each.</summary>
internal sealed record HostFiles(string Host, IReadOnlyList<DeployedFile> Files);
