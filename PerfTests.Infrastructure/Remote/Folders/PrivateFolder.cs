namespace PerfTests.Infrastructure.Remote.Folders;

/// <summary>
/// A folder in which only this user can put anything: other users of the machine can neither plant links there nor hold its locks.
/// </summary>
internal static class PrivateFolder
{
    private const string RootFolder = "/run/perftests";

    /// <summary>The folder for locks of this user.</summary>
    public static string OfThisUser => At(Posix.User, Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), TemporaryFolder.Path);

    internal static string At(uint user, string? runtimeFolder, string temporaryFolder) =>
        user == 0 ? RootFolder
        : runtimeFolder is ['/', ..] && Directory.Exists(runtimeFolder) ? Path.Combine(runtimeFolder, "perftests")
        : Path.Combine(temporaryFolder, $"perftests-{user}");

    /// <summary>Makes the folder, or sees to it that the one that is there is this user's own.</summary>
    /// <exception cref="IOException">It cannot be made, or others may write to what is there.</exception>
    public static void Require(string path)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        if (Path.GetDirectoryName(path) is { } parent)
            Directory.CreateDirectory(parent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Posix.TryMakeFolder(path))
            return;
        if (Posix.Facts(path) is not { } facts)
            throw new DirectoryNotFoundException($"{path} is gone again");
        var wrong = !facts.IsFolder
            ? facts.IsLink
                ? "is a link"
                : "is not a folder"
            : facts.Owner != Posix.User
                ? $"belongs to user {facts.Owner}, not to {Posix.User}, who runs this"
                : facts.IsWritableByOthers
                    ? "can be written to by other users"
                    : null;
        if (wrong is not null)
            throw new IOException(
                $"{path} {wrong}, so locks there can be held or bent by somebody else: remove it, or name another folder "
                    + $"(PERFTESTS_LOCK_DIR)"
            );
    }
}
