using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads the <c>tool_discovery</c> block of <c>ebpf-tools-spec.yaml</c>.</summary>
internal static class ToolDiscoveryReader
{
    public static ToolDiscovery Read(YamlSection section)
    {
        var defaults = new ToolDiscovery();
        var discovery = defaults with
        {
            Enabled = section.Field("enabled")?.Flag() ?? defaults.Enabled,
            ScanDirectories = section.Field("scan_directories")?.Items(item => item.Argument()) ?? defaults.ScanDirectories,
            FilePatterns = section.Field("file_patterns")?.Items(item => item.Text()) ?? defaults.FilePatterns,
        };
        return section
                .Field("auto_generate_config")
                ?.Map(generated =>
                    discovery with
                    {
                        AutoGenerateConfig = generated.Field("enabled")?.Flag() ?? defaults.AutoGenerateConfig,
                        DefaultTestTypes =
                            generated.Field("default_test_types")?.Items(item => item.Choice<TestType>()) ?? defaults.DefaultTestTypes,
                        DefaultProtocols =
                            generated.Field("default_protocols")?.Items(item => item.Choice<Protocol>()) ?? defaults.DefaultProtocols,
                    }
                )
            ?? discovery;
    }
}
