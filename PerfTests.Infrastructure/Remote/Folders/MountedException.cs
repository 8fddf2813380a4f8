namespace PerfTests.Infrastructure.Remote.Folders;

/// <summary>A folder that cannot be deleted without deleting what somebody mounted there.</summary>
internal sealed class MountedException(string path, IReadOnlyList<string> mounts)
    : IOException(
        $"{path} stays where it is, because something is mounted there ({string.Join(", ", mounts.Take(MostNamed))}"
            + $"{(mounts.Count > MostNamed ? $" and {mounts.Count - MostNamed} more" : "")}) and its content would be deleted too: "
            + $"unmount it (umount {mounts[^1]}), then delete the folder"
    )
{
    private const int MostNamed = 5;
}
