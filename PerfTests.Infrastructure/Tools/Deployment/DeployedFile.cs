namespace PerfTests.Infrastructure.Tools.Deployment;

/// <summary>A file of a tool's folder and the state in which the host had it; what was changed or missing has been copied.</summary>
/// <param name="Path">Below the host's work folder.</param>
internal sealed record DeployedFile(string Path, FileState Was);
