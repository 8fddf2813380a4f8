using PerfTests.Infrastructure.Tools.Deployment;
using PerfTests.Workbench.Discovery;

namespace PerfTests.Cli.Scan;

/// <summary>A scan as lines of text.</summary>
internal static class ScanTable
{
    private const int Width = 100;

    public static IEnumerable<string> Of(ToolScan scan, IReadOnlyList<HostFiles>? deployed)
    {
        var hosts = scan.Machines.Skip(1).Select(machine => machine.Machine).ToList();
        // Paths are long: each has a line of its own, and what is known of it below.
        foreach (var tool in scan.Tools)
        {
            yield return tool.Tool.Path;
            string[] states = [State(tool), .. hosts.Select(host => $"{host}: {State(tool.Hosts[host])}")];
            yield return Cut($"    {ScanJson.Word(tool.Tool.Kind)}, {string.Join(", ", states)}");
            if (Uses(tool.Tool) is { Length: > 0 } uses)
                yield return Cut($"    {uses}");
        }
        foreach (var note in scan.Notes)
            yield return $"note: {(note.Machine == LocalMachine.LocalName ? "" : $"{note.Machine}: ")}{OneLine(note.Path)}: "
                + $"{OneLine(note.Text)}";
        foreach (var host in deployed ?? [])
        {
            var copied = host.Files.Where(file => file.Was is FileState.Changed or FileState.Missing).ToList();
            foreach (var file in copied)
                yield return $"copied to {host.Host}: {file.Path} (was {State(file.Was)})";
            yield return $"{host.Host}: {copied.Count} files copied, {host.Files.Count(file => file.Was == FileState.Same)} were the same, "
                + $"{host.Files.Count(file => file.Was == FileState.HostOnly)} only there";
        }
        yield return $"{scan.Tools.Count} tools found, {scan.New.Count} new";
    }

    private static string State(ScannedTool tool) =>
        tool.ListedAs is { } id ? $"listed ({id})"
        : tool.IsLocal ? "new"
        : "new, not here";

    private static string State(FileState state) => state == FileState.HostOnly ? "only there" : ScanJson.Word(state);

    private static string Uses(FoundTool tool)
    {
        var uses = tool switch
        {
            { Python: { } python } => string.Join(
                ' ',
                [
                    .. python.UsesBcc ? (string[])[$"bcc({string.Join(',', python.AttachTypes)})"] : [],
                    .. python.Options.Select(option => option.IsNeeded ? option.Name : $"[{option.Name}]"),
                ]
            ),
            { Bpftrace: { } script } => string.Join(
                ' ',
                [.. script.Probes.Select(probe => probe.Text), .. script.Parameters.Select(number => $"${number}")]
            ),
            { Problem: not null } => "not understood, see note",
            _ => "",
        };
        return OneLine(uses);
    }

    private static string Cut(string line) => line.Length <= Width ? line : $"{line[..(Width - 1)]}…";

    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));
}
