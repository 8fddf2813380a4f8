using System.Globalization;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Monitoring.Formats;

/// <summary>
/// Reads the head of each screen of <c>top -b</c>, with or without <c>-1</c>, of procps 3 and 4: CPU states by the names of
/// <see cref="CpuStates"/>, and used memory in bytes.
/// </summary>
internal static partial class TopParser
{
    /// <summary>Subject of samples of all cores together.</summary>
    public const string AllCores = "all";

    /// <summary>Subject of samples of the memory; their value is <see cref="UsedBytes"/>.</summary>
    public const string Memory = "memory";

    public const string UsedBytes = "usedBytes";

    // 64 PiB, all that a 64-bit kernel can address
    private const double MostBytes = 1L << 56;

    private const double MostPercent = 101;

    private const RegexOptions Options =
        RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    // Guest time, which the newest versions show, is contained in user time.
    private static readonly Dictionary<string, string> StateNames = new()
    {
        ["us"] = "user",
        ["sy"] = "system",
        ["ni"] = "nice",
        ["id"] = "idle",
        ["wa"] = "ioWait",
        ["hi"] = "irq",
        ["si"] = "softIrq",
        ["st"] = "steal",
    };

    public static IReadOnlyList<string> CpuStates { get; } = [.. StateNames.Values, "busy"];

    /// <summary>
    /// Samples of every screen that is whole, in order: each core, all cores together, memory. The first screen tells of the time
    /// since boot, and stands at a time before any load.
    /// </summary>
    /// <param name="notes">Gets a line for screens of which a part, or nothing, could be read.</param>
    public static IReadOnlyList<MonitorSample> Parse(string text, ICollection<string> notes)
    {
        var samples = new List<MonitorSample>();
        var (screens, withCpu, cut) = (0, 0, 0);
        // A screen that does not reach its table of processes was being written when top ended.
        foreach (var screen in Screen().Split(text).Skip(1).Where(screen => TableHeader().IsMatch(screen)))
        {
            screens++;
            if (SampleTime.Read(ProcText.Fields(screen)) is not { } stamp)
                continue;
            var cores = Cpu()
                .Matches(screen)
                .Select(match => (Core: match.Groups["core"].Value, States: States(match.Groups["states"].Value)))
                .Where(core => core.States.Count > 0)
                .ToList();
            withCpu += cores.Count > 0 ? 1 : 0;
            samples.AddRange(
                cores.Where(core => core.Core.Length > 0).Select(core => new MonitorSample(stamp.Time, core.Core, core.States))
            );
            if (cores.Find(core => core.Core.Length == 0) is { States: { } together })
                samples.Add(new MonitorSample(stamp.Time, AllCores, together));
            else if (cores.Count > 0)
                samples.Add(new MonitorSample(stamp.Time, AllCores, Mean([.. cores.Select(core => core.States)])));
            var used = Used(screen);
            if (used is { } cutOff && double.IsNaN(cutOff))
                cut++;
            else if (used is { } bytes)
                samples.Add(new MonitorSample(stamp.Time, Memory, new Dictionary<string, double> { [UsedBytes] = bytes }));
        }
        if (cut > 0)
            notes.Add(
                $"{cut} of {screens} screens have memory figures whose last digits top cut off (it shows a + there), "
                    + "or that no machine has: memory was not sampled from them"
            );
        if (screens > withCpu)
            notes.Add(
                $"{screens - withCpu} of {screens} screens have no line of CPU states that is understood; "
                    + "is there a system-wide configuration of top (/etc/topdefaultrc)?"
            );
        else if (screens == 0 && TableHeader().IsMatch(text))
            notes.Add(
                "its screens have no title line (top - …) and so no time; is there a system-wide configuration of top (/etc/topdefaultrc)?"
            );
        return samples;
    }

    private static Dictionary<string, double> States(string text)
    {
        var states = new Dictionary<string, double>();
        foreach (Match match in State().Matches(text))
        {
            var share = Number(match.Groups["share"].Value);
            // Not even a core that is busy all the time has more than this, rounding included.
            if (share > MostPercent)
                return [];
            states[StateNames[match.Groups["state"].Value]] = share;
        }
        if (states.Count > 0)
            states["busy"] = states
                .Where(state => state.Key is "user" or "system" or "nice" or "irq" or "softIrq")
                .Sum(state => state.Value);
        return states;
    }

    private static Dictionary<string, double> Mean(List<Dictionary<string, double>> cores) =>
        cores[0].Keys.ToDictionary(state => state, state => cores.Average(core => core.GetValueOrDefault(state)));

    /// <returns>Bytes; NaN when top cut digits off, or when no machine can have so much, or less than none.</returns>
    private static double? Used(string screen)
    {
        var line = MemoryLine().Match(screen);
        if (!line.Success)
            return null;
        double? total = null,
            used = null,
            available = null;
        foreach (Match match in MemoryFigure().Matches(screen, line.Index))
        {
            // Swap has a total and a used part of its own, later in the text.
            var figure = match.Groups["cut"].Success
                ? double.NaN
                : Number(match.Groups["number"].Value) * Scale(line.Groups["unit"].Value, match.Groups["kilo"].Success);
            switch (match.Groups["name"].Value)
            {
                case "total":
                    total ??= figure;
                    break;
                case "used":
                    used ??= figure;
                    break;
                default:
                    available ??= figure;
                    break;
            }
        }
        // Before procps 4 the used part had no caches but shared memory outside; what is available means the same in all versions.
        var bytes = available is null || total is null ? used : total - available;
        return bytes is < 0 or > MostBytes ? double.NaN : bytes;
    }

    private static double Scale(string unit, bool isKilo) =>
        unit switch
        {
            "Mi" => 1024.0 * 1024,
            "Gi" => 1024.0 * 1024 * 1024,
            "Ti" => 1024.0 * 1024 * 1024 * 1024,
            "Ki" => 1024,
            _ => isKilo ? 1024 : 1,
        };

    private static double Number(string text) => double.Parse(text.Replace(',', '.'), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^top - ", Options)]
    private static partial Regex Screen();

    [GeneratedRegex(@"^[ \t]*PID\s.*\n", Options)]
    private static partial Regex TableHeader();

    [GeneratedRegex(@"%?Cpu(\(s\)|(?<core>[0-9]{1,5}))\s*:(?<states>[^:%\n]*(%[a-z][^:%\n]*)*)", Options)]
    private static partial Regex Cpu();

    [GeneratedRegex(@"(?<share>[0-9]{1,3}([.,][0-9]+)?)\s*%?\s*(?<state>us|sy|ni|id|wa|hi|si|st)\b", Options)]
    private static partial Regex State();

    [GeneratedRegex(@"^((?<unit>[KMGT]i)B )?Mem\s*:", Options)]
    private static partial Regex MemoryLine();

    [GeneratedRegex(@"(?<number>[0-9]{1,18}([.,][0-9]{1,3})?)(?<kilo>k)?((?<cut>\+)| )\s*(?<name>total|used|avail Mem)", Options)]
    private static partial Regex MemoryFigure();
}
