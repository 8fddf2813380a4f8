using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Lab;

/// <summary>The right to build, use and take down the lab with one index. It ends with this object or with the process.</summary>
internal sealed class LabClaim(int index, string folder, string workFolder, FileLock held) : IDisposable
{
    public int Index { get; } = index;

    /// <summary>Keys, configuration and state, gone after a reboot.</summary>
    public string Folder { get; } = folder;

    /// <summary>Parent of the hosts' own folders.</summary>
    public string WorkFolder { get; } = workFolder;

    public LabState State
    {
        get => LabState.Read(StateFile(Folder));
        set => value.Write(StateFile(Folder));
    }

    public static string StateFile(string folder) => Path.Combine(folder, "lab.json");

    public static string LockFile(string folder) => Path.Combine(folder, "owner.lock");

    /// <summary>Makes a folder that cannot be deleted no lab's any more.</summary>
    public void DeleteRecords()
    {
        if (!Directory.Exists(Folder))
            return;
        File.Delete(StateFile(Folder));
        File.Delete(LockFile(Folder));
    }

    public void Dispose() => held.Dispose();
}
