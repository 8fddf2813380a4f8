using System.Text;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>The files that a tool consists of: its own, and those of its folder that it names, and those that these name.</summary>
/// <remarks>
/// A file is named by its file name, as in <c>#include "probe.h"</c> or <c>BPF(src_file="probe.c")</c>, or by a Python import.
/// Names that are put together at run time are not seen. Tools of the same folder that do not name one another are apart.
/// </remarks>
internal static partial class ToolSources
{
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 8,
        IgnoreInaccessible = true,
    };

    /// <param name="root">Folder that the tool's path is relative to.</param>
    /// <param name="path">The tool's file.</param>
    /// <returns>Paths relative to <paramref name="root"/>, in order.</returns>
    public static IReadOnlyList<string> Of(string root, string path)
    {
        // A file without a folder of its own is copied to the host alone.
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } own ? Path.Combine(root, own) : null;
        var others = folder is null
            ? []
            : Directory
                .EnumerateFiles(folder, "*", Below)
                .Where(file => !file.EndsWith(".pyc", StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(root, file))
                .ToHashSet(StringComparer.Ordinal);
        var found = new SortedSet<string>(StringComparer.Ordinal) { path };
        var unread = new Queue<string>([path]);
        while (unread.TryDequeue(out var file))
        {
            others.Remove(file);
            var text = Encoding.Latin1.GetString(RegularFile.ReadAllBytes(Path.Combine(root, file), ToolVersion.LargestFileBytes));
            var (words, imports) = (Words(text), file.EndsWith(".py", StringComparison.Ordinal) ? Imports(text) : []);
            foreach (var used in others.Where(other => words.Contains(Path.GetFileName(other)) || imports.Contains(Module(other))))
            {
                if (found.Add(used))
                    unread.Enqueue(used);
            }
        }
        return [.. found];
    }

    private static HashSet<string> Words(string text) =>
        [.. text.Split('\n').Where(line => !Comment().IsMatch(line)).SelectMany(line => Word().Matches(line)).Select(match => match.Value)];

    private static HashSet<string> Imports(string text) =>
        [.. Import().Matches(text).SelectMany(statement => Identifier().Matches(statement.Value)).Select(match => match.Value)];

    /// <summary>What an import calls a Python file: its name, or that of its folder for the file that makes a folder a package.</summary>
    private static string Module(string file) =>
        Path.GetFileName(file) switch
        {
            "__init__.py" => Path.GetFileName(Path.GetDirectoryName(file)) ?? "",
            var name when name.EndsWith(".py", StringComparison.Ordinal) => name[..^3],
            _ => "",
        };

    [GeneratedRegex(@"^\s*(//|#(?!\s*include))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Comment();

    [GeneratedRegex(@"[A-Za-z0-9_.-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^[ \t]*(from[ \t]+\S+[ \t]+import[ \t]*(\([^)]*\)|.+)|import[ \t].+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline
    )]
    private static partial Regex Import();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_]*", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
