using System.Runtime.InteropServices;
using System.Text;

namespace PerfTests.Infrastructure.Configuration.Loading;

/// <summary>Opens files that somebody else put there: ordinary ones only, and none that is too large.</summary>
/// <remarks>
/// Opening a named pipe waits for a writer, perhaps forever, and a device may have no end; so the kind is asked for first.
/// </remarks>
internal static partial class RegularFile
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint TypeAndSize = 0x1 | 0x200;

    // Of the structure that statx fills, which is the same on every architecture.
    private const int StructureBytes = 256;
    private const int ModeAt = 28;
    private const int SizeAt = 40;
    private const int KindMask = 0xF000;

    /// <param name="path">The file.</param>
    /// <param name="limitBytes">The most that it may have.</param>
    /// <param name="followLinks">Whether a symbolic link stands for what it leads to.</param>
    /// <exception cref="IOException">It is no ordinary file, is too large, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static FileStream OpenRead(string path, long limitBytes, bool followLinks = true)
    {
        if (Problem(path, limitBytes, followLinks) is { } problem)
            throw new IOException(problem);
        return File.OpenRead(path);
    }

    /// <inheritdoc cref="OpenRead"/>
    public static byte[] ReadAllBytes(string path, long limitBytes, bool followLinks = true)
    {
        using var stream = OpenRead(path, limitBytes, followLinks);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <inheritdoc cref="OpenRead"/>
    public static string ReadAllText(string path, Encoding encoding, long limitBytes, bool followLinks = true)
    {
        using var reader = new StreamReader(OpenRead(path, limitBytes, followLinks), encoding);
        return reader.ReadToEnd();
    }

    private static string? Problem(string path, long limitBytes, bool followLinks)
    {
        var (kind, size) = OperatingSystem.IsLinux() ? Look(path, followLinks) : LookElsewhere(path, followLinks);
        return kind switch
        {
            Kind.Link => "it is a symbolic link, which is not followed here",
            Kind.Pipe => "it is a named pipe, not a file",
            Kind.Socket => "it is a socket, not a file",
            Kind.Device => "it is a device, not a file",
            Kind.File when size > limitBytes => $"it has {Size(size)}, and {Size(limitBytes)} is the most that such a file may have",
            // A folder, and what is not there, fail in a clear way when they are opened.
            _ => null,
        };
    }

    private static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes / (double)(1 << 20):0.#} MiB" : $"{bytes / 1024.0:0.#} KiB";

    private static (Kind Kind, long Size) Look(string path, bool followLinks)
    {
        var found = new byte[StructureBytes];
        if (StatX(CurrentDirectory, path, followLinks ? 0 : NoFollow, TypeAndSize, ref found[0]) != 0)
            return (Kind.Other, 0);
        var kind = (Kind)(BitConverter.ToUInt16(found, ModeAt) & KindMask);
        return (kind == Kind.BlockDevice ? Kind.Device : kind, BitConverter.ToInt64(found, SizeAt));
    }

    private static (Kind Kind, long Size) LookElsewhere(string path, bool followLinks) =>
        new FileInfo(path) switch
        {
            { LinkTarget: not null } when !followLinks => (Kind.Link, 0),
            { Exists: true, Length: var length } => (Kind.File, length),
            _ => (Kind.Other, 0),
        };

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, ref byte found);

    // Values of S_IFMT.
    private enum Kind
    {
        Other = 0,
        Pipe = 0x1000,
        Device = 0x2000,
        BlockDevice = 0x6000,
        File = 0x8000,
        Link = 0xA000,
        Socket = 0xC000,
    }
}
