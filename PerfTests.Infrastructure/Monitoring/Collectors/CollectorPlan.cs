using System.Globalization;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Monitoring.Formats;

namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>The monitors that run on one host of an environment, the same in both arms.</summary>
internal static partial class CollectorPlan
{
    /// <param name="role">The host's role, which its files are named after.</param>
    /// <param name="networkInterface">Its test interface; empty when it has none.</param>
    /// <param name="networkCommand">Command that replaces sar's; null for the usual one.</param>
    /// <param name="tool">What of the tool is sampled; null on hosts that run none.</param>
    public static IReadOnlyList<Collector> For(
        MonitoringConfig config,
        string role,
        string networkInterface,
        CommandTemplate? networkCommand,
        ResourceMonitoring? tool
    )
    {
        if (!config.Enabled)
            return [];
        var each = config.IntervalSeconds;
        IReadOnlyList<Collector> host =
        [
            .. MonitorPrograms
                .For(config)
                .Select(program =>
                    program == MonitorPrograms.Top ? Cpu(role, each)
                    : program == MonitorPrograms.Sar ? Network(role, networkInterface, networkCommand, each)
                    : Disks(tool is null ? $"disk_io_{role}.log" : "disk_io.log", each)
                ),
        ];
        IReadOnlyList<Collector> events = config.Perf.Enabled ? [Events(role, config)] : [];
        return [.. host, .. events, .. tool is null ? [] : MonitorPrograms.ForTool(config, tool).Select(_ => OfTool(tool, each))];
    }

    // -1 shows each core; versions that lack it show all together. One process is enough below the head. The login's own settings (toprc)
    // can turn any part of the head off: they are looked for in a folder that has none.
    private static Collector Cpu(string role, int each) =>
        new(
            CollectorKind.CpuAndMemory,
            $"cpu_mem_{role}.log",
            MonitorPrograms.Top,
            """export HOME="$PWD" XDG_CONFIG_HOME="$PWD"; case "$(top -h 2>&1)" in *Ss1*|*" -1"*) """
                + $"exec top -b -1 -w 512 -d {each} -p $$;; *) exec top -b -d {each} -p $$;; esac"
        )
        {
            IntervalSeconds = each,
        };

    private static Collector Network(string role, string networkInterface, CommandTemplate? replacement, int each)
    {
        var file = $"network_{role}.log";
        if (replacement is null || networkInterface.Length == 0)
            return new(CollectorKind.Network, file, MonitorPrograms.Sar, $"exec sar -n DEV {each}") { IntervalSeconds = each };
        var command = replacement.Render(new Dictionary<string, string> { ["interface"] = networkInterface });
        var program = MonitorPrograms.Sar with { Name = FirstProgram().Match(command).Groups["program"].Value };
        var stated = SarInterval().Match(command).Groups["seconds"];
        return new(CollectorKind.Network, file, program, command)
        {
            IntervalSeconds = stated.Success ? int.Parse(stated.ValueSpan, CultureInfo.InvariantCulture) : each,
        };
    }

    // The host that runs the tool has the file's plain name: there a tool's own writing shows.
    private static Collector Disks(string file, int each) =>
        new(CollectorKind.Disks, file, MonitorPrograms.Iostat, $"exec iostat -d -x -t {each}") { IntervalSeconds = each };

    private static Collector Events(string role, MonitoringConfig config) =>
        new(CollectorKind.Events, $"perf_{role}.log", MonitorPrograms.Perf, $"exec {PerfStatCommand.Of(config.Perf.Events, 100_000)}")
        {
            IntervalSeconds = config.IntervalSeconds,
        };

    private static Collector OfTool(ResourceMonitoring tool, int each)
    {
        var parts = (tool.Cpu ? " -u" : "") + (tool.Memory ? " -r" : "") + (tool.DiskIo ? " -d" : "");
        var command = $"exec pidstat -h{parts} -p \"$processes\" {each}";
        return new(CollectorKind.Tool, "tool_process.log", MonitorPrograms.Pidstat, command) { IntervalSeconds = each };
    }

    // The program may stand after variables, as in LC_ALL=C sar.
    [GeneratedRegex(
        @"\A\s*([A-Za-z_][A-Za-z0-9_]*=\S*\s+)*(?<program>[^\s|;&]*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex FirstProgram();

    [GeneratedRegex(@"\bsar\b[^|;&]*?\s(?<seconds>[1-9][0-9]{0,4})\b", RegexOptions.CultureInvariant)]
    private static partial Regex SarInterval();
}
