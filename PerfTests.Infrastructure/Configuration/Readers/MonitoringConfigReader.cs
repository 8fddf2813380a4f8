using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads <c>monitoring-config.yaml</c>.</summary>
internal static partial class MonitoringConfigReader
{
    public const string FileName = "monitoring-config.yaml";

    public static MonitoringConfig Read(YamlSection file)
    {
        var defaults = new MonitoringConfig();
        return file.Required("monitoring")
                ?.Map(section => new MonitoringConfig
                {
                    Enabled = section.Field("enabled")?.Flag() ?? defaults.Enabled,
                    IntervalSeconds = section.Field("interval")?.Integer(1, 3600) ?? defaults.IntervalSeconds,
                    InRounds = section.Field("in_rounds")?.Choice<RoundSampling>() ?? defaults.InRounds,
                    Cpu = section.Field("cpu")?.Flag() ?? defaults.Cpu,
                    Memory = section.Field("memory")?.Flag() ?? defaults.Memory,
                    Network = section.Field("network")?.Flag() ?? defaults.Network,
                    DiskIo = section.Field("disk_io")?.Flag() ?? defaults.DiskIo,
                    Perf = section.Field("perf")?.Map(perf => Perf(perf, defaults.Perf)) ?? defaults.Perf,
                })
            ?? defaults;
    }

    private static PerfCounting Perf(YamlSection section, PerfCounting defaults) =>
        new()
        {
            Enabled = section.Field("enabled")?.Flag() ?? defaults.Enabled,
            Events = section.Field("events") is { } events ? events.Items(item => Event(item)) : defaults.Events,
        };

    // A modifier, as in cycles:u, would make another quantity of the same name.
    private static string? Event(YamlField item)
    {
        if (item.Text() is not { } name)
            return null;
        if (EventName().IsMatch(name))
            return name;
        item.Report(
            $"has the event '{name}'",
            "Write a name that 'perf list' shows, in letters, digits, '.', '_' and '-', without a modifier."
        );
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EventName();
}
