using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PerfTests.Infrastructure.Remote.Folders;

/// <summary>An exclusive lock on a file, which the kernel gives back when the process that holds it dies.</summary>
/// <remarks>The file is never reached through a link, so nobody can make root open, or write to, another file in its place.</remarks>
internal sealed class FileLock : IDisposable
{
    private const int LongestNote = 200;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);
    private readonly SafeFileHandle _file;

    private FileLock(SafeFileHandle file) => _file = file;

    /// <summary>The lock, or null while somebody else has it. The file is made when it is absent.</summary>
    /// <param name="mayCreate">False takes only the lock on a file that is there, and gives null when it is not.</param>
    /// <exception cref="IOException">What is there is a link or another thing that cannot be a lock, or the folder is absent.</exception>
    public static FileLock? TryTake(string path, bool mayCreate = true)
    {
        var file = Posix.OpenItself(path, mayCreate);
        try
        {
            if (file.IsInvalid)
                return !mayCreate && Posix.Error == Posix.NoSuchFile ? null : throw CannotOpen(path);
            if (Posix.Facts(file) is not { IsFile: true, Names: <= 1 })
                throw new IOException(
                    $"{path} is not a plain file with one name, so it cannot serve as a lock: somebody else put it there; delete it"
                );
            // The holder before may have deleted the file between our opening it and locking it: such a lock excludes nobody.
            // Where there are no locks nobody can tell whether an owner lives: then nothing that is there is taken from it.
            if (!(Posix.TryLock(file) ?? mayCreate) || Posix.Facts(file).Names == 0)
                return null;
            var taken = new FileLock(file);
            file = null;
            return taken;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>The lock, once it is free. The folder is made when it is absent, and again when it is deleted meanwhile.</summary>
    public static async Task<FileLock> TakeAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                PrivateFolder.Require(Path.GetDirectoryName(path)!);
                if (TryTake(path) is { } taken)
                    return taken;
            }
            catch (DirectoryNotFoundException)
            {
                continue;
            }

            await Task.Delay(PollInterval, TimeProvider.System, ct);
        }
    }

    /// <summary>Writes into the file who holds it.</summary>
    public void Note(string holder)
    {
        RandomAccess.SetLength(_file, 0);
        RandomAccess.Write(_file, Encoding.UTF8.GetBytes(holder), 0);
    }

    /// <summary>
    /// What the holder of a lock wrote, on one line and at most a few words long: whoever may write there may write anything.
    /// </summary>
    public static string? NoteIn(string path)
    {
        using var file = Posix.OpenItself(path, create: false);
        if (file.IsInvalid || !Posix.Facts(file).IsFile)
            return null;
        var buffer = new byte[LongestNote];
        var text = Encoding.UTF8.GetString(buffer.AsSpan(0, RandomAccess.Read(file, buffer, 0))).Trim();
        return text.Length == 0 ? null : string.Concat(text.Select(Printable));
    }

    public void Dispose() => _file.Dispose();

    private static string Printable(char letter) =>
        char.IsControl(letter) || char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.Format
            ? $"\\u{(int)letter:x4}"
            : letter.ToString();

    private static IOException CannotOpen(string path) =>
        Posix.Error switch
        {
            Posix.TooManyLinks => new IOException(
                $"{path} is a link, and a lock is never taken through one: somebody else put it there; delete it"
            ),
            Posix.NoSuchFile => new DirectoryNotFoundException($"{path} cannot be made: its folder is not there"),
            _ => Posix.Failed($"the lock {path} cannot be opened"),
        };
}
