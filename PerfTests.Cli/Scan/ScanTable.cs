using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Tools.Deployment;
using PerfTests.Workbench.Discovery;

namespace PerfTests.Cli.Scan;

/// <summary>A scan as lines of text.</summary>
internal static class ScanTable
{
    public static IEnumerable<string> Of(ToolScan scan, IReadOnlyList<HostFiles>? deployed)
    {
        if (scan.Tools.Count > 0)
            yield return Tools(scan).ToString().TrimEnd('\n');
        foreach (var note in scan.Notes)
            yield return $"note: {(note.Machine == LocalMachine.LocalName ? "" : $"{note.Machine}: ")}{TextFit.SingleLine(note.Path)}: "
                + $"{TextFit.SingleLine(note.Text)}";
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

    private static PlainTable Tools(ToolScan scan)
    {
        var hosts = scan.Machines.Skip(1).Select(machine => machine.Machine).ToList();
        var table = new PlainTable(indent: 4).Words("kind").Words("here");
        foreach (var host in hosts)
            table.Words(host);
        table.Words("options, probes");
        foreach (var tool in scan.Tools)
        {
            // Paths are long: each has a line of its own, and what is known of it below.
            table.Line(tool.Tool.Path);
            table.Add([ScanJson.Word(tool.Tool.Kind), State(tool), .. hosts.Select(host => State(tool.Hosts[host])), Uses(tool.Tool)]);
        }
        return table;
    }

    private static string State(ScannedTool tool) =>
        tool.ListedAs is { } id ? $"listed ({id})"
        : tool.IsLocal ? "new"
        : "new, not here";

    private static string State(FileState state) => state == FileState.HostOnly ? "only there" : ScanJson.Word(state);

    private static string Uses(FoundTool tool) =>
        tool switch
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
}
