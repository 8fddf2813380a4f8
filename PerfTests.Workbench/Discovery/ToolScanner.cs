using System.Text;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Remote;
using PerfTests.Workbench.Discovery.Files;

namespace PerfTests.Workbench.Discovery;

/// <summary>Finds the tools in a machine's scanned folders and reads what they are, without running any of them.</summary>
internal static class ToolScanner
{
    private const int FilesPerCommand = 50;

    /// <exception cref="RemoteException">The machine cannot be scanned.</exception>
    public static async Task<ScanResult> ScanAsync(IScannedMachine machine, ToolDiscovery discovery, CancellationToken cancellationToken)
    {
        var notes = new List<ScanNote>();
        var files = await new ToolFileReader(machine, notes).ReadAsync(discovery, cancellationToken);
        var known = files.Select(file => (File: file, Kind: ToolKinds.Of(file.Path, file.Content))).ToList();
        foreach (var (file, _) in known.Where(entry => entry.Kind is null))
            notes.Add(new ScanNote(machine.Name, file.Path, "is neither Python nor bpftrace nor a program: no tool"));
        var tools = known
            .Where(entry => entry.Kind is not null)
            .Select(entry => Describe(entry.File, entry.Kind!.Value))
            .ToDictionary(tool => tool.Path, StringComparer.Ordinal);
        await DescribePythonAsync(machine, files, tools, cancellationToken);

        notes.AddRange(
            tools.Values.Where(tool => tool.Problem is not null).Select(tool => new ScanNote(machine.Name, tool.Path, tool.Problem!))
        );
        var modules = tools.Values.Where(tool => tool.Python is { IsModule: true }).ToList();
        notes.AddRange(
            modules.Select(module => new ScanNote(
                machine.Name,
                module.Path,
                "only defines things for others: a part of a tool, not a tool"
            ))
        );
        return new ScanResult(
            machine.Name,
            [.. tools.Values.Except(modules).OrderBy(tool => tool.Path, StringComparer.Ordinal)],
            [.. notes.Distinct()]
        );
    }

    private static async Task DescribePythonAsync(
        IScannedMachine machine,
        IReadOnlyList<ScannedFile> files,
        Dictionary<string, FoundTool> tools,
        CancellationToken cancellationToken
    )
    {
        var scripts = files.Where(file => tools.TryGetValue(file.Path, out var tool) && tool is { Kind: ToolKind.Python, Problem: null });
        foreach (var root in scripts.GroupBy(file => file.Root, StringComparer.Ordinal))
        {
            foreach (var batch in root.Chunk(FilesPerCommand))
            {
                var facts = await new PythonReader(machine).ReadAsync(root.Key, [.. batch.Select(file => file.Path)], cancellationToken);
                foreach (var (file, fact) in batch.Zip(facts))
                    tools[file.Path] = tools[file.Path] with { Python = fact.Error is null ? fact : null, Problem = fact.Error };
            }
        }
    }

    private static FoundTool Describe(ScannedFile file, ToolKind kind)
    {
        var tool = new FoundTool
        {
            Path = file.Path,
            Kind = kind,
            SizeBytes = file.SizeBytes,
            Sha256 = file.Sha256,
        };
        if (kind == ToolKind.Elf || kind == ToolKind.Script)
            return tool;
        if (file.SizeBytes > ToolFileReader.LimitBytes)
            return tool with { Problem = $"is larger than {ToolFileReader.LimitBytes >> 20} MiB: its text is not read" };
        if (kind == ToolKind.Python)
            return tool;
        var script = BpftraceScript.Parse(Encoding.UTF8.GetString(file.Content));
        var problem = script.Error ?? (script.Probes.Count == 0 ? "has no probe" : null);
        return problem is null
            ? tool with
            {
                Bpftrace = script,
            }
            : tool with
            {
                Problem = $"is not understood as a bpftrace script: {problem}",
            };
    }
}
