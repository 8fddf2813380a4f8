using System.Formats.Tar;
using System.Runtime.Versioning;

namespace PerfTests.Infrastructure.Remote.Transfer;

/// <summary>
/// A local file or folder as an archive that is made while it is sent. Symbolic links are followed; modes and times are kept.
/// </summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Name">Name that it gets.</param>
internal sealed record TarPayload(string Path, string Name)
{
    /// <exception cref="IOException">A file cannot be read, a name cannot be sent, or the stream's other end is gone.</exception>
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        // GNU's format holds long names for every tar that is in use, busybox's too.
        var archive = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true);
        await using (archive)
            await WriteAsync(archive, Path, Name, [], cancellationToken);
    }

    private static async Task WriteAsync(
        TarWriter archive,
        string path,
        string name,
        IReadOnlyList<string> above,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (name.Contains('\uFFFD', StringComparison.Ordinal))
            throw new IOException($"{OneLine.Of(path, 300)} has a name that is not UTF-8; rename it");
        if (!Directory.Exists(path))
        {
            await WriteFileAsync(archive, path, name, cancellationToken);
            return;
        }
        var real = RealPath(path);
        if (above.Contains(real))
            throw new IOException($"{OneLine.Of(path, 300)} is a symbolic link to a folder above it");
        await archive.WriteEntryAsync(Entry(TarEntryType.Directory, $"{name}/", path), cancellationToken);
        foreach (var below in Directory.EnumerateFileSystemEntries(path))
            await WriteAsync(archive, below, $"{name}/{System.IO.Path.GetFileName(below)}", [.. above, real], cancellationToken);
    }

    private static async Task WriteFileAsync(TarWriter archive, string path, string name, CancellationToken cancellationToken)
    {
        var content = File.OpenRead(path);
        await using (content)
        {
            var entry = Entry(TarEntryType.RegularFile, name, path);
            entry.DataStream = content;
            await archive.WriteEntryAsync(entry, cancellationToken);
        }
    }

    private static GnuTarEntry Entry(TarEntryType type, string name, string path)
    {
        var entry = new GnuTarEntry(type, name) { ModificationTime = new DateTimeOffset(File.GetLastWriteTimeUtc(path)) };
        if (!OperatingSystem.IsWindows())
            entry.Mode = Mode(path);
        return entry;
    }

    // That of the file behind a link: every link itself has all bits.
    [UnsupportedOSPlatform("windows")]
    private static UnixFileMode Mode(string path) =>
        File.GetUnixFileMode(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);

    private static string RealPath(string folder) =>
        new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? System.IO.Path.GetFullPath(folder);
}
