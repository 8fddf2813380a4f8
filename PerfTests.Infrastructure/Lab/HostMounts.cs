using System.Text.Json;

namespace PerfTests.Infrastructure.Lab;

/// <summary>Mounts of the machine that a lab brings about, and that the last lab to go undoes. Used under the registry's lock.</summary>
/// <param name="stateRoot">Folder that remembers them while any lab is up.</param>
internal sealed class HostMounts(string stateRoot)
{
    private const string NamespaceFolder = "/run/netns";
    private const string TraceFolder = "/sys/kernel/tracing";
    private const string DebugFolder = "/sys/kernel/debug";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private string RecordPath => Path.Combine(stateRoot, "mounts.json");

    /// <summary>Makes the kernel's tracepoints visible to the tools of every lab host.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var before = Mounted();
        var ours = Record().ToList();
        // The first namespace of a machine makes ip mount this folder onto itself.
        if (!before.Contains(NamespaceFolder))
            ours.Add(NamespaceFolder);
        if (
            !before.Contains(TraceFolder)
            && !before.Contains(DebugFolder)
            // Not to be cancelled between the mount and the record of it.
            && await TryAsync(["mount", "-t", "tracefs", "nodev", TraceFolder], CancellationToken.None)
        )
            ours.Add(TraceFolder);
        if (ours.Count > 0)
            LabFolder.WriteFile(RecordPath, JsonSerializer.Serialize(ours.Distinct()));
    }

    /// <summary>Unmounts what no lab needs any more. What another program uses by now is left to it.</summary>
    public async Task RestoreAsync()
    {
        var ours = Record();
        if (ours.Contains(TraceFolder) && Mounted().Contains(TraceFolder))
        {
            // A tool that was just killed keeps it busy for a moment.
            for (var attempt = 0; attempt < 10 && !await TryAsync(["umount", TraceFolder], CancellationToken.None); attempt++)
                await Task.Delay(PollInterval, TimeProvider.System);
        }

        if (
            ours.Contains(NamespaceFolder)
            && Directory.Exists(NamespaceFolder)
            && !Directory.EnumerateFileSystemEntries(NamespaceFolder).Any()
            && await TryAsync(["umount", NamespaceFolder], CancellationToken.None)
        )
        {
            LabFolder.DeleteIfEmpty(NamespaceFolder);
        }

        File.Delete(RecordPath);
    }

    private string[] Record() => File.Exists(RecordPath) ? JsonSerializer.Deserialize<string[]>(File.ReadAllText(RecordPath)) ?? [] : [];

    private static HashSet<string> Mounted() => [.. File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')[1])];

    /// <summary>A kernel without tracefs, or one that forbids it, still makes a lab for tools that need no tracepoints.</summary>
    private static async Task<bool> TryAsync(string[] command, CancellationToken ct)
    {
        try
        {
            await LocalCommand.RunAsync(command, ct);
            return true;
        }
        catch (LabUnavailableException)
        {
            return false;
        }
    }
}
