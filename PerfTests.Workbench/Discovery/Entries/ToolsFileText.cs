using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Workbench.Discovery.Entries;

/// <summary>The text of an <c>ebpf-tools-spec.yaml</c>, to which entries are added without changing a byte of what is there.</summary>
internal sealed partial class ToolsFileText
{
    private const string Section = "ebpf_tools";

    private readonly string _file;
    private readonly string _text;
    private readonly YamlMap? _root;

    /// <exception cref="ConfigurationException">The text is no YAML map.</exception>
    public ToolsFileText(string file, string text)
    {
        (_file, _text) = (file, text);
        var errors = new List<ConfigurationError>();
        _root = string.IsNullOrWhiteSpace(text) ? null : YamlTree.Read(new YamlSource(file, errors), text.TrimStart('\uFEFF'));
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
    }

    /// <summary>Keys of <c>ebpf_tools</c>.</summary>
    public IReadOnlyList<string> Keys => Tools?.Value is YamlMap map ? [.. map.Entries.Select(entry => entry.Key)] : [];

    private YamlEntry? Tools => _root?.Entries.FirstOrDefault(entry => entry.Key == Section);

    /// <summary>The entries as they would stand in the file, for a person to read or to paste.</summary>
    public static string Show(IEnumerable<ToolEntry> entries) => $"{Section}:\n{Text(entries, "  ", "\n")}";

    /// <summary>The text with the entries at the end of <c>ebpf_tools</c>.</summary>
    /// <exception cref="ConfigurationException">The file is written in a way to which nothing can be appended.</exception>
    public string Append(IReadOnlyList<ToolEntry> entries)
    {
        if (entries.Count == 0)
            return _text;
        var newLine = _text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var lines = Lines(_text);
        var (at, indent) = Place(lines);
        var before = string.Concat(lines.Take(at));
        var after = string.Concat(lines.Skip(at));
        var section = Tools is null ? $"{Section}:{newLine}" : "";
        var gap =
            before.Length == 0 ? ""
            : before.EndsWith('\n') ? newLine
            : newLine + newLine;
        return $"{before}{gap}{section}{Text(entries, indent, newLine)}{(after.Length > 0 && !IsBlank(Lines(after)[0]) ? newLine : "")}"
            + $"{after}";
    }

    /// <summary>Where the entries go, as a number of lines, and how far they are indented.</summary>
    private (int Line, string Indent) Place(List<string> lines)
    {
        if (Tools is not { } tools)
            return (lines.Count, "  ");
        if (tools.Value is not YamlMap { Entries: [var first, ..] } || !BlockKey().IsMatch(lines[tools.Line - 1].TrimStart('\uFEFF')))
        {
            throw new ConfigurationException([
                new ConfigurationError(
                    _file,
                    tools.Line,
                    $"'{Section}' is not written as a block of indented lines, so nothing can be added at its end",
                    "Write each tool on lines of its own below 'ebpf_tools:', or add the entries that 'perftests scan' prints by hand."
                ),
            ]);
        }
        var indent = lines[first.Line - 1];
        indent = indent[..(indent.Length - indent.TrimStart(' ').Length)];
        var next = _root!.Entries.Where(entry => entry.Line > tools.Line).Select(entry => entry.Line - 1).DefaultIfEmpty(lines.Count).Min();
        // Blank lines and comments in the first column belong to what comes after them.
        while (
            next > first.Line
            && (IsBlank(lines[next - 1]) || lines[next - 1].StartsWith('#') || lines[next - 1].StartsWith("...", StringComparison.Ordinal))
        )
            next--;
        return (next, indent);
    }

    private static string Text(IEnumerable<ToolEntry> entries, string indent, string newLine) =>
        string.Join(newLine, entries.Select(entry => string.Concat(entry.Lines.Select(line => $"{indent}{line}{newLine}"))));

    private static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length; )
        {
            var end = text.IndexOf('\n', start) is var found && found < 0 ? text.Length : found + 1;
            lines.Add(text[start..end]);
            start = end;
        }
        return lines;
    }

    [GeneratedRegex(@"\A[""']?ebpf_tools[""']?[ \t]*:[ \t]*(?:#.*)?\r?\n?\z", RegexOptions.CultureInvariant)]
    private static partial Regex BlockKey();
}
