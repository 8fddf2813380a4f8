using System.Security.Cryptography;
using System.Text;
using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Tools;

/// <summary>What tells one version of a tool from another: its command line and a hash of the files that are deployed with it.</summary>
internal static class ToolIdentity
{
    /// <param name="launch">The tool, ready to be started.</param>
    /// <param name="sourceFolders">Folders on this machine in which its path is looked for, the first one wins.</param>
    /// <returns>The command line alone for a tool that is on the host already: its files cannot be seen from here.</returns>
    public static string Of(ToolLaunch launch, IReadOnlyList<string> sourceFolders)
    {
        var tool = launch.Spec;
        var source = tool.Path.StartsWith('/') ? null : sourceFolders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, tool.Path)));
        return source is null ? launch.CommandLine : $"{launch.CommandLine} [sha256 {HashOf(source, tool)[..16]}]";
    }

    private static string HashOf(string source, ToolSpec tool)
    {
        var folder = Path.GetDirectoryName(tool.Path) ?? "";
        IEnumerable<string> files = folder.Length == 0
            ? [Path.Combine(source, tool.Path)]
            : Directory.EnumerateFiles(Path.Combine(source, folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(source, file) + "\0"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
