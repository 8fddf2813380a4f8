using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PerfTests.Infrastructure.Remote.Folders;

/// <summary>
/// The system calls that .NET has no safe form of: it follows links when it opens a file, and does not tell a file's owner.
/// </summary>
internal static partial class Posix
{
    public const int NoSuchFile = 2;
    public const int TryAgain = 11;
    public const int FileExists = 17;
    public const int TooManyLinks = 40;

    private const int ReadWrite = 0x2;
    private const int Create = 0x40;
    private const int DoNotBlock = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int LockExclusiveAtOnce = 2 | 4;
    private const int EmptyPath = 0x1000;
    private const int DoNotFollow = 0x100;
    private const int CurrentFolder = -100;
    private const uint BasicFacts = 0x7ff;

    // The one flag whose number depends on the processor.
    private static readonly int NoFollow = RuntimeInformation.ProcessArchitecture
        is Architecture.Arm
            or Architecture.Arm64
            or Architecture.Armv6
            or Architecture.Ppc64le
        ? 0x8000
        : 0x20000;

    public static uint User => UserOf();

    /// <summary>
    /// Opens a file itself, never what a link at its place points to. Invalid when it cannot; <see cref="Error"/> says why.
    /// </summary>
    /// <param name="create">Whether to make the file, for its owner alone, when it is absent.</param>
    public static SafeFileHandle OpenItself(string path, bool create) =>
        new(Open(path, ReadWrite | DoNotBlock | CloseOnExec | NoFollow | (create ? Create : 0), 0b110_000_000), ownsHandle: true);

    /// <summary>
    /// Takes the exclusive lock on an open file; false when somebody else has it, null where the file system gives no locks.
    /// </summary>
    public static bool? TryLock(SafeFileHandle file) =>
        Lock(file, LockExclusiveAtOnce) == 0 ? true
        : Error == TryAgain ? false
        : null;

    /// <summary>Makes a folder for its owner alone; false when something is there already.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static bool TryMakeFolder(string path)
    {
        if (MakeFolder(path, 0b111_000_000) == 0)
            return true;
        return Error == FileExists ? false : throw Failed($"{path} cannot be made");
    }

    /// <summary>Facts of an open file.</summary>
    public static FileFacts Facts(SafeFileHandle file)
    {
        var buffer = new byte[FileFacts.BufferBytes];
        return StatusOf(file, "", EmptyPath, BasicFacts, buffer) == 0
            ? FileFacts.Of(buffer)
            : throw Failed("the file's owner cannot be read");
    }

    /// <summary>Facts of what is at a path, of a link itself; null when nothing is.</summary>
    public static FileFacts? Facts(string path)
    {
        var buffer = new byte[FileFacts.BufferBytes];
        return Status(CurrentFolder, path, DoNotFollow, BasicFacts, buffer) == 0 ? FileFacts.Of(buffer) : null;
    }

    /// <summary>A path without links in it; null when it leads nowhere.</summary>
    public static string? Resolve(string path)
    {
        var resolved = RealPath(path, IntPtr.Zero);
        try
        {
            return Marshal.PtrToStringUTF8(resolved);
        }
        finally
        {
            Free(resolved);
        }
    }

    public static int Error => Marshal.GetLastPInvokeError();

    public static IOException Failed(string what) => new($"{what}: {Marshal.GetPInvokeErrorMessage(Error)}", Error);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserOf();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFolder(string path, int mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatusOf(SafeFileHandle file, string path, int flags, uint mask, [Out] byte[] buffer);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, [Out] byte[] buffer);

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr RealPath(string path, IntPtr buffer);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(IntPtr memory);
}
