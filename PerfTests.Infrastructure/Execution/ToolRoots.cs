using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Execution;

/// <summary>Where tools lie on this machine: the configuration set first, then the repository.</summary>
internal static class ToolRoots
{
    public static IReadOnlyList<string> Of(PerfConfig config) => [config.Folder, RepositoryRoot.Find()];
}
