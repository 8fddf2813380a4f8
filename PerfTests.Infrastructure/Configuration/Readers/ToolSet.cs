using PerfTests.Infrastructure.Configuration.Tools;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>The content of <c>ebpf-tools-spec.yaml</c>.</summary>
internal sealed record ToolSet(IReadOnlyList<ToolSpec> Tools, ToolDiscovery Discovery);
