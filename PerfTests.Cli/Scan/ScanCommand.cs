using System.CommandLine;
using System.Text.Json;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Workbench.Discovery;
using PerfTests.Workbench.Discovery.Entries;

namespace PerfTests.Cli.Scan;

/// <summary><c>perftests scan</c>: tools that lie in the scanned folders, here and on hosts, and entries for those not listed.</summary>
internal static class ScanCommand
{
    private static readonly Option<string?> Config = new("--config")
    {
        Description = "Configuration set: a folder of YAML files (PERFTESTS_CONFIG; default: config).",
    };

    private static readonly Option<string[]> Hosts = new("--host")
    {
        Description = "Also scan the same folders below the workdir of this host; repeatable.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> Write = new("--write") { Description = "Add entries for new tools to ebpf-tools-spec.yaml." };

    private static readonly Option<bool> Deploy = new("--deploy")
    {
        Description = "Copy tool files that are missing or out of date to the hosts given with --host.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };

    public static Command Create() =>
        Verb.Create(
            "scan",
            "Finds tools in the tool_discovery folders without running them, and writes entries for new ones.",
            RunAsync,
            Config,
            Hosts,
            Write,
            Deploy,
            Json
        );

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = parsed.GetValue(Config) is { } given
            ? Path.GetFullPath(given)
            : SessionOptions.ReadConfigDir(_ => null, RepositoryRoot.Find());
        var config = ConfigLoader.Load(folder, RepositoryRoot.Find());
        string[] ids = parsed.GetValue(Hosts) ?? [];
        Check(folder, config, parsed.GetValue(Write), parsed.GetValue(Deploy), ids);
        await using var hosts = ids.Length == 0 ? null : await ScanHosts.OpenAsync(config, ids, new LabHostSource(), cancellationToken);
        var deployed = parsed.GetValue(Deploy) ? await DeployedTools.UpdateAsync(config, hosts!, cancellationToken) : null;
        var scan = await ToolScan.RunAsync(config, hosts, cancellationToken);
        var file = await ToolsFile.ReadAsync(folder, cancellationToken);
        var entries = scan.Entries(file.Keys);
        if (parsed.GetValue(Write) && entries.Count > 0)
            await file.AddAsync(entries, cancellationToken);

        if (parsed.GetValue(Json))
            Console.WriteLine(JsonSerializer.Serialize(ScanJson.Of(scan, entries, deployed, parsed.GetValue(Write)), JsonFiles.CamelCase));
        else
            Print(scan, entries, deployed, parsed.GetValue(Write) ? file.File : null);
        return ExitCode.Ok;
    }

    private static void Check(string folder, PerfConfig config, bool write, bool deploy, string[] hosts)
    {
        var file = Path.Combine(folder, "ebpf-tools-spec.yaml");
        if (config.Discovery.ScanDirectories.Count == 0)
            throw Mistake(file, "tool_discovery names no folder to scan", "Give tool_discovery.scan_directories.");
        if (write && !config.Discovery.AutoGenerateConfig)
            throw Mistake(
                file,
                "tool_discovery.auto_generate_config is not enabled, so there is no entry to write",
                "Set auto_generate_config: {enabled: true}, or leave out --write."
            );
        if (deploy && hosts.Length == 0)
            throw Mistake("--deploy", "there is no host to deploy to", $"Give --host ID. Known: {string.Join(", ", config.Hosts.Keys)}.");
    }

    private static void Print(ToolScan scan, IReadOnlyList<ToolEntry> entries, IReadOnlyList<HostFiles>? deployed, string? written)
    {
        foreach (var line in ScanTable.Of(scan, deployed))
            Console.WriteLine(line);
        if (scan.New.Count > 0 && !scan.Config.Discovery.AutoGenerateConfig)
            Console.WriteLine("No entries are generated: tool_discovery.auto_generate_config is not enabled.");
        if (written is not null)
            Console.WriteLine(
                entries.Count == 0
                    ? $"Nothing to add to {written}."
                    : $"{entries.Count} added to {written}: {string.Join(", ", entries.Select(Describe))}"
            );
        else if (entries.Count > 0)
            Console.WriteLine(
                $"{Environment.NewLine}# For ebpf-tools-spec.yaml; 'perftests scan --write' adds it there.{Environment.NewLine}"
                    + ToolsFileText.Show(entries).TrimEnd()
            );
    }

    private static string Describe(ToolEntry entry) =>
        entry.FillIns.Count == 0 ? entry.Id : $"{entry.Id} (not enabled until its FILL IN is done)";

    private static ConfigurationException Mistake(string file, string problem, string remedy) =>
        new([new ConfigurationError(file, 0, problem, remedy)]);
}
