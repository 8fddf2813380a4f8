using System.Security.Cryptography;
using PerfTests.Workbench.Discovery.Files;

namespace PerfTests.Workbench.Discovery;

/// <summary>A file whose name matches and that could be read.</summary>
/// <param name="Path">Relative to <paramref name="Root"/>, or absolute.</param>
/// <param name="Sha256">Hash of the whole file, in lower case hex.</param>
/// <param name="Content">The whole file; only its first bytes when it is larger than <see cref="ToolFileReader.LimitBytes"/>.</param>
internal sealed record ScannedFile(string Root, string Path, long SizeBytes, string Sha256, byte[] Content)
{
    public static ScannedFile Whole(string root, string path, byte[] content) =>
        new(root, path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), content);
}
