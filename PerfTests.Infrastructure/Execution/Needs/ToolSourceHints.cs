using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Tools;

namespace PerfTests.Infrastructure.Execution.Needs;

/// <summary>What the text of tools tells about the kernel that they need. A hint only: nothing is run.</summary>
internal sealed partial record ToolSourceHints
{
    private const int MostBytes = 1 << 20;

    /// <summary>Ids of Python tools that import BCC, which compiles on the host.</summary>
    public IReadOnlyList<string> Bcc { get; init; } = [];

    /// <summary>Ids of tools that attach to kprobes.</summary>
    public IReadOnlyList<string> Kprobes { get; init; } = [];

    public static ToolSourceHints Of(IReadOnlyList<ToolSpec> tools, IReadOnlyList<string> sourceFolders)
    {
        var texts = tools.Select(tool => (tool.Id, Text: Read(tool, sourceFolders))).ToList();
        return new ToolSourceHints
        {
            Bcc = [.. texts.Where(tool => ImportsBcc().IsMatch(tool.Text)).Select(tool => tool.Id)],
            Kprobes = [.. texts.Where(tool => NamesKprobe().IsMatch(tool.Text)).Select(tool => tool.Id)],
        };
    }

    private static string Read(ToolSpec tool, IReadOnlyList<string> sourceFolders)
    {
        try
        {
            var file = tool.Path.StartsWith('/')
                ? null
                : sourceFolders
                    .Select(folder => new FileInfo(Path.Combine(folder, tool.Path)))
                    .FirstOrDefault(candidate => candidate.Exists);
            return file is { Length: <= MostBytes } ? File.ReadAllText(file.FullName) : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"^\s*(from\s+bcc\s+import|import\s+bcc)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ImportsBcc();

    [GeneratedRegex(
        @"\battach_kprobe|\battach_kretprobe|\bkprobe__|\bkretprobe__|^\s*(kprobe|kretprobe|k|kr):",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NamesKprobe();
}
