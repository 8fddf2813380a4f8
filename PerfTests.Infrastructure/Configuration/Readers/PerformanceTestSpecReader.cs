using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads <c>performance-test-spec.yaml</c>.</summary>
internal sealed class PerformanceTestSpecReader(DeclaredNames names)
{
    public const string FileName = "performance-test-spec.yaml";

    public PerformanceSpec Read(YamlSection file)
    {
        var spec = file.Required("test_types")?.Map(ReadTestTypes) ?? new PerformanceSpec();
        return file.Field("matrix")
                ?.Map(matrix =>
                    spec with
                    {
                        Include = matrix.Field("include")?.Maps(ReadRule) ?? [],
                        Exclude = matrix.Field("exclude")?.Maps(ReadRule) ?? [],
                    }
                )
            ?? spec;
    }

    private PerformanceSpec ReadTestTypes(YamlSection types)
    {
        var spec = types.Field("throughput")?.Map(ReadThroughput) ?? new PerformanceSpec();
        spec = spec with
        {
            Latency = types.Field("latency")?.Map(block => Reader(block).Latency()),
            Pps = types.Field("pps")?.Map(block => Reader(block).Pps()),
        };
        if (types.Field("throughput") is null && spec.Latency is null && spec.Pps is null)
            types.Report("'test_types' holds no test type", "Add throughput, latency or pps below it.");
        return spec;
    }

    private PerformanceSpec ReadThroughput(YamlSection throughput)
    {
        var environments = throughput.Field("environments");
        YamlSection? single = null;
        var spec = new PerformanceSpec
        {
            SingleStream = throughput.Field("single_stream")?.Map(block => Reader(single = block, environments).SingleStream()),
            MultiStream = throughput.Field("multi_stream")?.Map(block => Reader(block, environments, single).MultiStream()),
        };
        if (spec.SingleStream is null && spec.MultiStream is null)
            throughput.Report("'test_types.throughput' holds no load", "Add single_stream or multi_stream below it.");
        return spec;
    }

    private LoadSpecReader Reader(YamlSection block, YamlField? environments = null, YamlSection? inherited = null) =>
        new(names, block, environments, inherited);

    private CaseRule ReadRule(YamlSection rule) => CaseRuleReader.Read(rule, names);
}
