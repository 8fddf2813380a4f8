using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads <c>monitoring-config.yaml</c>.</summary>
internal static class MonitoringConfigReader
{
    public const string FileName = "monitoring-config.yaml";

    public static MonitoringConfig Read(YamlSection file)
    {
        var defaults = new MonitoringConfig();
        return file.Required("monitoring")?.Map(section => new MonitoringConfig
        {
            Enabled = section.Field("enabled")?.Flag() ?? defaults.Enabled,
            IntervalSeconds = section.Field("interval")?.Integer(1, 3600) ?? defaults.IntervalSeconds,
            Cpu = section.Field("cpu")?.Flag() ?? defaults.Cpu,
            Memory = section.Field("memory")?.Flag() ?? defaults.Memory,
            Network = section.Field("network")?.Flag() ?? defaults.Network,
            DiskIo = section.Field("disk_io")?.Flag() ?? defaults.DiskIo,
        }) ?? defaults;
    }
}
