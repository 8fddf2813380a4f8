using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Tools;

/// <summary>What tells one version of a tool from another: its command lines and the hash of its files.</summary>
internal static class ToolIdentity
{
    /// <returns>The command lines alone for a tool that is on the host only; null for a baseline case.</returns>
    public static string? Of(PerfCase perfCase) => perfCase.Tool is not { } tool ? null
        : string.Join("; ", perfCase.Environment.ToolEndpoints.Select(at => $"{at.Role}: {ToolLaunch.For(perfCase, at).CommandLine}"))
            + (tool.Spec.Version is { } version ? $" [{version.Hash}]" : "");
}
