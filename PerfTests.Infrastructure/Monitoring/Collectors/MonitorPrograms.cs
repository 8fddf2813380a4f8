using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>The programs that a configuration needs on its hosts to sample them. Runs go on without them, and say so.</summary>
internal static class MonitorPrograms
{
    public static MonitorProgram Top { get; } = new("top", "procps", "CPU and memory of the host");

    public static MonitorProgram Sar { get; } = new("sar", "sysstat", "network of the host");

    public static MonitorProgram Iostat { get; } = new("iostat", "sysstat", "disks of the host");

    public static MonitorProgram Pidstat { get; } = new("pidstat", "sysstat", "the tool's own processes");

    /// <summary>In neither list below: a host may do without.</summary>
    public static MonitorProgram Perf { get; } =
        new("perf", "linux-perf (Ubuntu: linux-tools-generic, Fedora: perf)", "events of the processor");

    /// <summary>Programs that every host of an environment needs.</summary>
    public static IReadOnlyList<MonitorProgram> For(MonitoringConfig config) =>
        !config.Enabled
            ? []
            :
            [
                .. config.Cpu || config.Memory ? [Top] : (MonitorProgram[])[],
                .. config.Network ? [Sar] : (MonitorProgram[])[],
                .. config.DiskIo ? [Iostat] : (MonitorProgram[])[],
            ];

    /// <summary>Programs that the host which runs a tool needs besides.</summary>
    public static IReadOnlyList<MonitorProgram> ForTool(MonitoringConfig config, ResourceMonitoring tool) =>
        config.Enabled && tool.Enabled && (tool.Cpu || tool.Memory || tool.DiskIo) ? [Pidstat] : [];
}
