using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Tools;

/// <summary>What tells one version of a tool from another: its command lines and the hash of its files.</summary>
internal static class ToolIdentity
{
    /// <summary>Stands for the hash of a tool whose host cannot tell it: two such tools are not known to be the same.</summary>
    public const string UnknownVersion = "[version unknown]";

    /// <param name="hashThere">What the hosts say of a tool that is on them only; null when it is not known.</param>
    /// <returns>Null for a baseline case.</returns>
    public static string? Of(PerfCase perfCase, string? hashThere) =>
        perfCase.Tool is not { } tool
            ? null
            : string.Join("; ", perfCase.Environment.ToolEndpoints.Select(at => $"{at.Role}: {ToolLaunch.For(perfCase, at).CommandLine}"))
                + ((tool.Spec.Version?.Hash ?? hashThere) is { Length: > 0 } hash ? $" [{hash}]" : $" {UnknownVersion}");
}
