using PerfTests.Workbench.Discovery;
using PerfTests.Workbench.Discovery.Entries;

namespace PerfTests.Cli.Scan;

/// <summary>A scan as it is printed with <c>--json</c>.</summary>
internal static class ScanJson
{
    public static object Of(ToolScan scan, IReadOnlyList<ToolEntry> entries, IReadOnlyList<HostFiles>? deployed, bool isWritten) =>
        new
        {
            Tools = scan.Tools.Select(tool => new
            {
                tool.Tool.Path,
                Kind = Word(tool.Tool.Kind),
                State = tool.ListedAs is null ? "new" : "listed",
                Id = tool.ListedAs,
                tool.IsLocal,
                tool.Tool.SizeBytes,
                tool.Tool.Sha256,
                Hosts = tool.Hosts.ToDictionary(host => host.Key, host => Word(host.Value)),
                Options = tool.Tool.Python?.Options.Select(option => new
                {
                    option.Name,
                    option.Names,
                    IsRequired = option.IsNeeded,
                    option.Choices,
                    option.Default,
                    option.Help,
                }),
                tool.Tool.Python?.UsesBcc,
                tool.Tool.Python?.AttachTypes,
                tool.Tool.Python?.NeedsKernelHeaders,
                Probes = tool.Tool.Bpftrace?.Probes.Select(probe => probe.Text),
                Tracepoints = tool.Tool.Bpftrace?.Probes.Select(probe => probe.Tracepoint).OfType<string>().Distinct(),
                PositionalParameters = tool.Tool.Bpftrace?.Parameters,
                tool.Tool.Bpftrace?.ExpectedPrograms,
                tool.Tool.Problem,
            }),
            scan.Notes,
            Entries = entries.Select(entry => new
            {
                entry.Id,
                entry.Path,
                entry.FillIns,
                Yaml = string.Concat(entry.Lines.Select(line => $"{line}\n")),
            }),
            IsWritten = isWritten && entries.Count > 0,
            Deployed = deployed?.Select(host => new
            {
                host.Host,
                Files = host.Files.Select(file => new { file.Path, Was = Word(file.Was) }),
            }),
        };

    public static string Word<T>(T value)
        where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
}
