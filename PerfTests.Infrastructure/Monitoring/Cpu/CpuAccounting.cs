using System.Globalization;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Monitoring.Cpu;

/// <summary>
/// What a kernel tells of CPU time at one moment, all of it read by one process. See <c>docs/explanation/attribution.md</c> for what each
/// source leaves out.
/// </summary>
internal sealed record CpuAccounting
{
    private const string Source = "the CPU accounting";
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";
    private const string SchedStatFile = "/proc/schedstat";
    private const string CpuAcctFile = "cpuacct.usage_percpu";

    /// <summary>The host's clock while they were read.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>
    /// Half the time between the clock before and the clock after reading, in seconds: how far <see cref="Time"/> may be off.
    /// </summary>
    public required double TimeErrorSeconds { get; init; }

    public required ProcStat Cpu { get; init; }

    /// <summary>Id that the running kernel drew at boot: hosts with the same one are one machine. Null when not told.</summary>
    public string? BootId { get; init; }

    /// <summary>Time of tasks on all CPUs, in nanoseconds; null when not told.</summary>
    public double? TaskNanoseconds { get; init; }

    /// <summary>Where <see cref="TaskNanoseconds"/> comes from.</summary>
    public string? TaskSource { get; init; }

    /// <summary>
    /// Whether the kernel measures interrupts by its clock (<c>CONFIG_IRQ_TIME_ACCOUNTING</c>) and takes them off the tasks that they
    /// interrupt.
    /// </summary>
    public bool MeasuresInterrupts { get; init; }

    /// <summary>CPU time of softirq threads by process id, in seconds.</summary>
    public IReadOnlyDictionary<int, double> SoftIrqThreadSeconds { get; init; } = new Dictionary<int, double>();

    /// <summary>CPU time of threads for NAPI and for queues of virtual machines, by process id, in seconds.</summary>
    public IReadOnlyDictionary<int, double> NetworkThreadSeconds { get; init; } = new Dictionary<int, double>();

    /// <summary>Reads its lines among others of <see cref="HostState.Look"/>.</summary>
    /// <exception cref="FormatException">They are not whole, or a line of a known source is broken.</exception>
    public static CpuAccounting Parse(string text)
    {
        var all = ProcText.Lines(Source, text);
        if (all.Where(line => line.StartsWith('@')).ToList() is not [var end])
            throw new FormatException($"{Source} does not stand between two clocks");
        var (before, after) = (Clock(all[0]), Clock(end[1..]));
        if (after < before)
            throw new FormatException($"the clock of {Source} went back");
        var lines = all.Where(line => line.StartsWith('/')).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).ToList();
        var threads = Of(path => path.StartsWith("/proc/", StringComparison.Ordinal) && path.EndsWith("/stat", StringComparison.Ordinal))
            .Select(ProcessStat.Parse)
            .DistinctBy(thread => thread.Id)
            .ToList();
        // With a controller mounted under two names both say the same.
        var groups = Of(path => path.EndsWith(CpuAcctFile, StringComparison.Ordinal)).Take(1).ToList();
        var queues = Of(path => path == SchedStatFile)
            .Select(ProcText.Fields)
            .Where(fields => fields is [['c', 'p', 'u', >= '0' and <= '9', ..], ..])
            .ToList();
        return new CpuAccounting
        {
            Time = DateTimeOffset.UnixEpoch.AddSeconds((before + after) / 2),
            TimeErrorSeconds = (after - before) / 2,
            Cpu = ProcStatParser.Parse(
                string.Concat(all.Where(line => line.StartsWith("cpu", StringComparison.Ordinal)).Select(line => $"{line}\n"))
            ),
            BootId = Of(path => path == BootIdFile).FirstOrDefault()?.Trim(),
            TaskNanoseconds =
                groups.Count > 0 ? groups.SelectMany(ProcText.Fields).Sum(field => (double)ProcText.Number(CpuAcctFile, field))
                : queues.Count > 0 ? queues.Sum(RunNanoseconds)
                : null,
            TaskSource =
                groups.Count > 0 ? CpuAcctFile
                : queues.Count > 0 ? SchedStatFile
                : null,
            MeasuresInterrupts = Of(path => path.StartsWith("/boot/", StringComparison.Ordinal)).Any(),
            SoftIrqThreadSeconds = threads.Where(IsSoftIrq).ToDictionary(thread => thread.Id, thread => thread.CpuSeconds),
            NetworkThreadSeconds = threads
                .Where(thread => !IsSoftIrq(thread))
                .ToDictionary(thread => thread.Id, thread => thread.CpuSeconds),
        };

        IEnumerable<string> Of(Func<string, bool> isWanted) => lines.Where(parts => isWanted(parts[0])).Select(parts => parts[1]);
    }

    private static bool IsSoftIrq(ProcessStat thread) => thread.Name.StartsWith("ksoftirqd/", StringComparison.Ordinal);

    private static double Clock(string line) =>
        double.TryParse(line, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue
            ? seconds
            : throw new FormatException($"{Source} has the clock '{line}'");

    // The seventh number behind the CPU's name; in nanoseconds since version 14 of 2007.
    private static double RunNanoseconds(string[] fields) =>
        fields.Length >= 10
            ? ProcText.Number(SchedStatFile, fields[7])
            : throw new FormatException($"{SchedStatFile} has {fields.Length - 1} numbers for {fields[0]}");
}
