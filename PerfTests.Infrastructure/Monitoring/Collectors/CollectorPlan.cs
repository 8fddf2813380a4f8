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
        var seconds = config.IntervalSeconds.ToString();
        var collectors = new List<Collector>();
        foreach (var program in MonitorPrograms.For(config))
        {
            if (program == MonitorPrograms.Top)
            {
                // -1 shows each core; versions that lack it show all together. One process is enough below the head. The login's own
                // settings (toprc) can turn any part of the head off: they are looked for in a folder that has none.
                Add(
                    CollectorKind.CpuAndMemory,
                    $"cpu_mem_{role}.log",
                    program,
                    """export HOME="$PWD" XDG_CONFIG_HOME="$PWD"; case "$(top -h 2>&1)" in *Ss1*|*" -1"*) """
                        + $"exec top -b -1 -w 512 -d {seconds} -p $$;; *) exec top -b -d {seconds} -p $$;; esac"
                );
            }
            else if (program == MonitorPrograms.Sar)
            {
                Add(
                    CollectorKind.Network,
                    $"network_{role}.log",
                    program,
                    $"exec sar -n DEV {seconds}",
                    networkInterface.Length > 0 ? networkCommand : null,
                    networkInterface
                );
            }
            else if (program == MonitorPrograms.Iostat)
            {
                // The host that runs the tool has the file's plain name: there a tool's own writing shows.
                Add(CollectorKind.Disks, tool is null ? $"disk_io_{role}.log" : "disk_io.log", program, $"exec iostat -d -x -t {seconds}");
            }
        }
        if (config.Perf.Enabled)
        {
            Add(CollectorKind.Events, $"perf_{role}.log", MonitorPrograms.Perf, $"exec {PerfStatCommand.Of(config.Perf.Events, 100_000)}");
        }
        if (tool is not null)
        {
            foreach (var program in MonitorPrograms.ForTool(config, tool))
            {
                var parts = (tool.Cpu ? " -u" : "") + (tool.Memory ? " -r" : "") + (tool.DiskIo ? " -d" : "");
                Add(CollectorKind.Tool, "tool_process.log", program, $"exec pidstat -h{parts} -p \"$processes\" {seconds}");
            }
        }
        return collectors;

        void Add(
            CollectorKind kind,
            string file,
            MonitorProgram program,
            string command,
            CommandTemplate? replacement = null,
            string name = ""
        )
        {
            if (replacement is not null)
            {
                command = replacement.Render(new Dictionary<string, string> { ["interface"] = name });
                program = program with { Name = FirstProgram().Match(command).Groups["program"].Value };
            }
            var interval =
                replacement is not null && SarInterval().Match(command) is { Success: true } stated
                    ? int.Parse(stated.Groups["seconds"].Value, CultureInfo.InvariantCulture)
                    : config.IntervalSeconds;
            collectors.Add(new Collector(kind, file, program, command) { IntervalSeconds = interval });
        }
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
