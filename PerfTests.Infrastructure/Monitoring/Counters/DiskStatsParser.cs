namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>Reads the disk lines of <c>/proc/diskstats</c>; see the kernel's documentation of iostats.</summary>
internal static class DiskStatsParser
{
    private const string Source = "/proc/diskstats";
    private const int LeastFields = 14;

    // Whatever the disk's own sectors are.
    private const ulong SectorBytes = 512;

    /// <summary>Counters of whole disks by name, without those that were never used, such as idle loop devices.</summary>
    /// <exception cref="FormatException">A line is broken.</exception>
    public static IReadOnlyDictionary<string, DiskCounters> Parse(string text)
    {
        var disks = new Dictionary<string, DiskCounters>();
        foreach (
            var fields in ProcText.Lines(Source, text).Select(ProcText.Fields).Where(fields => fields is [[>= '0' and <= '9', ..], ..])
        )
        {
            if (fields.Length < LeastFields)
                throw new FormatException($"{Source} has {fields.Length} fields in '{string.Join(' ', fields)}'");
            var disk = new DiskCounters(Number(5) * SectorBytes, Number(9) * SectorBytes, Number(12));
            if (disk != new DiskCounters(0, 0, 0))
                disks[fields[2]] = disk;

            ulong Number(int index) => ProcText.Number(Source, fields[index]);
        }
        return disks.Where(disk => !disks.Keys.Any(other => IsPartition(disk.Key, other))).ToDictionary();
    }

    /// <remarks>sda1 of sda, nvme0n1p1 of nvme0n1.</remarks>
    private static bool IsPartition(string name, string disk)
    {
        if (name.Length <= disk.Length || !name.StartsWith(disk, StringComparison.Ordinal))
            return false;
        var rest = name[disk.Length..];
        return char.IsAsciiDigit(disk[^1]) ? rest is ['p', _, ..] && rest[1..].All(char.IsAsciiDigit) : rest.All(char.IsAsciiDigit);
    }
}
