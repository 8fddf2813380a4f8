using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tools.Deployment;
using PerfTests.Workbench.Discovery.Entries;

namespace PerfTests.Workbench.Discovery;

/// <summary>The tools of this machine and of hosts, beside what <c>ebpf-tools-spec.yaml</c> lists.</summary>
/// <param name="Tools">Every tool that was found, by path.</param>
/// <param name="Machines">What each machine has, this one first.</param>
internal sealed record ToolScan(PerfConfig Config, IReadOnlyList<ScannedTool> Tools, IReadOnlyList<ScanResult> Machines)
{
    /// <summary>Tools that the configuration does not list; they never run.</summary>
    public IReadOnlyList<ScannedTool> New => [.. Tools.Where(tool => tool.ListedAs is null)];

    public IReadOnlyList<ScanNote> Notes => [.. Machines.SelectMany(machine => machine.Notes)];

    /// <summary>Scans this machine alone; touches no host.</summary>
    /// <exception cref="RemoteException">The folders cannot be read.</exception>
    public static Task<ToolScan> RunAsync(PerfConfig config, CancellationToken cancellationToken) =>
        RunAsync(config, null, cancellationToken);

    /// <summary>Scans this machine and the hosts.</summary>
    /// <exception cref="RemoteException">A machine cannot be scanned.</exception>
    public static async Task<ToolScan> RunAsync(PerfConfig config, ScanHosts? hosts, CancellationToken cancellationToken)
    {
        var machines = new List<ScanResult>
        {
            await ToolScanner.ScanAsync(new LocalMachine(config.SourceFolders), config.Discovery, cancellationToken),
        };
        foreach (var host in hosts?.All ?? [])
            machines.Add(await ToolScanner.ScanAsync(new HostMachine(host), config.Discovery, cancellationToken));
        var listed = config
            .Tools.GroupBy(tool => ToolPath.Normalize(tool.Path), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Id, StringComparer.Ordinal);
        var tools = machines
            .SelectMany(machine => machine.Tools)
            .GroupBy(tool => tool.Path, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ScannedTool(
                group.First(),
                listed.GetValueOrDefault(group.Key),
                machines[0].Tools.Any(tool => tool.Path == group.Key),
                machines
                    .Skip(1)
                    .ToDictionary(machine => machine.Machine, machine => State(machines[0], machine, group.Key), StringComparer.Ordinal)
            ));
        return new ToolScan(config, [.. tools], machines);
    }

    /// <summary>Entries for the tools that are not listed; none when <c>auto_generate_config</c> is off.</summary>
    public IReadOnlyList<ToolEntry> Entries(IEnumerable<string> keys) =>
        Config.Discovery.AutoGenerateConfig ? new ToolEntries(Config, keys).For(New.Select(tool => tool.Tool)) : [];

    private static FileState State(ScanResult local, ScanResult host, string path)
    {
        var here = local.Tools.FirstOrDefault(tool => tool.Path == path);
        var there = host.Tools.FirstOrDefault(tool => tool.Path == path);
        return here is null ? FileState.HostOnly
            : there is null ? FileState.Missing
            : here.Sha256 == there.Sha256 ? FileState.Same
            : FileState.Changed;
    }
}
