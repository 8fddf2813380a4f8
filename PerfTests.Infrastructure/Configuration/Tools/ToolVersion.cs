using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>Which version of a tool runs: a hash over the tool's file and the files of its folder that it uses.</summary>
/// <param name="Hash">
/// The whole hash in lower-case hexadecimal. For a tool of one file it is that file's, for one of several that of the lines
/// <c>{hash}  {path}</c> in order of path, as the sum programs print them.
/// </param>
/// <param name="Files">Paths of these files relative to the source folder, in order.</param>
public sealed record ToolVersion(string Hash, IReadOnlyList<string> Files)
{
    internal const long LargestFileBytes = 512 << 20;

    private const int ShortLength = 6;

    /// <summary>The part that names folders.</summary>
    public string Short => ShortOf(Hash);

    internal static string ShortOf(string hash) => hash[..Math.Min(ShortLength, hash.Length)];

    /// <summary>The first of the folders that holds a tool's file; null when none does, or when the path is one on the host.</summary>
    internal static string? FindSource(IEnumerable<string> folders, string path) =>
        path.Length == 0 || path.StartsWith('/') ? null : folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, path)));

    /// <summary>The version of a tool whose file is in one of the folders; null when it is in none.</summary>
    /// <param name="byMd5">The hash of tools that have neither an id nor a name of their own.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    [SuppressMessage("Security", "CA5351", Justification = "MD5 names a folder here and protects nothing.")]
    internal static ToolVersion? Find(IEnumerable<string> folders, string path, bool byMd5 = false)
    {
        if (FindSource(folders, path) is not { } root)
            return null;
        Func<byte[], string> hash = byMd5
            ? bytes => Convert.ToHexStringLower(MD5.HashData(bytes))
            : bytes => Convert.ToHexStringLower(SHA256.HashData(bytes));
        var files = ToolSources.Of(root, path);
        var hashes = files.Select(file => hash(RegularFile.ReadAllBytes(Path.Combine(root, file), LargestFileBytes))).ToList();
        return new ToolVersion(
            hashes is [var only] ? only : hash(Encoding.UTF8.GetBytes(string.Concat(files.Zip(hashes, (file, sum) => $"{sum}  {file}\n")))),
            files
        );
    }
}
