using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads a tool's <c>loader</c> block.</summary>
internal static partial class ToolLoaderReader
{
    /// <param name="section">The block.</param>
    /// <param name="check">Reports variables of a command that an environment does not provide.</param>
    public static ToolLoader Read(YamlSection section, Action<YamlField, string> check)
    {
        var loader = new ToolLoader
        {
            Start = section.Field("start") is { } start ? Command(start, check) : null,
            Stop = section.Required("stop") is { } stop ? Command(stop, check) ?? "" : "",
            HasProcess = section.Field("has_process")?.Flag() ?? true,
        };
        var programs = section.Required("programs");
        loader = programs?.Map(block => ReadPrograms(block, loader)) ?? loader;
        if (programs is not null && loader.PinnedUnder is null && loader.Names.Count + loader.Tags.Count == 0)
            programs.Report("tells no program from others", "Give pinned_under, names or tags.");
        return loader;
    }

    private static ToolLoader ReadPrograms(YamlSection section, ToolLoader loader) =>
        loader with
        {
            PinnedUnder = section.Field("pinned_under") is { } folder ? Folder(folder) : null,
            Names = section.Field("names")?.Items(item => Matching(item, Name(), "a name of letters, digits, '_' and '.'")) ?? [],
            Tags = section.Field("tags")?.Items(item => Matching(item, Tag(), "the 16 hexadecimal digits that bpftool shows")) ?? [],
        };

    private static string? Command(YamlField field, Action<YamlField, string> check)
    {
        if (field.Argument()?.Trim() is not { } command)
            return null;
        check(field, command);
        return command;
    }

    private static string? Folder(YamlField field)
    {
        var path = field.Argument();
        if (path is not null && (path[0] != '/' || path.Split('/').Contains("..") || path.TrimEnd('/').Length == 0))
            field.Report($"is '{path}'", "Write an absolute path without '..', such as /sys/fs/bpf/my_tool.");
        return path;
    }

    private static string? Matching(YamlField field, Regex pattern, string what)
    {
        if (field.Text() is not { } text)
            return null;
        if (!pattern.IsMatch(text))
            field.Report($"is '{text}'", $"Write {what}.");
        return text;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[0-9a-f]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
