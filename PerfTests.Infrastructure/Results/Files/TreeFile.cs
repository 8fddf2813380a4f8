using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Results.Files;

/// <summary>
/// Opens a file of a result tree, which may be a copy from anywhere: never a pipe, a device or a link, and never one that is too large to
/// be what it is called.
/// </summary>
internal static class TreeFile
{
    private const long OfOneRecord = 8 << 20;
    private const long OfOneRaw = 8 << 20;
    private const long OfManyRecords = 64 << 20;

    /// <summary>
    /// The most that a file of a name may have. What holds a record for each round, second or case may be longer than what holds one.
    /// </summary>
    public static long LimitBytes(string name) =>
        name switch
        {
            RunFolder.MetadataFile or RunFolder.FingerprintFile or CaseStore.VerdictFile or CaseStore.MarkerFile or RunValidity.FileName =>
                OfOneRecord,
            _ when name.EndsWith(".json", StringComparison.Ordinal) => OfManyRecords,
            _ => OfOneRaw,
        };

    /// <param name="root">Absolute path of <c>result/</c>, which itself may be a link.</param>
    /// <param name="relativePath">The file, with forward slashes.</param>
    /// <exception cref="IOException">It is no ordinary file, is too large, is behind a link, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string root, string relativePath)
    {
        var names = relativePath.Split('/');
        var folder = root;
        foreach (var name in names[..^1])
        {
            folder = Path.Combine(folder, name);
            if (IsLink(folder))
                throw new IOException($"{Path.GetRelativePath(root, folder)} is a symbolic link, which is not followed here");
        }
        return RegularFile.OpenRead(Path.Combine(folder, names[^1]), LimitBytes(names[^1]), followLinks: false);
    }

    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;
}
