using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tests.Documentation;

/// <summary>Names of the source that a page has in backticks: paths of the repository, types, and members of types.</summary>
/// <remarks>
/// A name is a word that begins with a capital, or a path below one of the repository's folders. Paths may leave out
/// <c>PerfTests.Infrastructure/</c> and the ending of C# files; .NET's own types count as there. Commands, keys and files of the result
/// tree are not names of the source.
/// </remarks>
internal static partial class SourceNames
{
    private static readonly string[] Roots = ["", "PerfTests.Infrastructure"];

    private static readonly string[] Folders =
    [
        .. Directory
            .GetDirectories(RepositoryFolder.Of())
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name is not ("result" or "artifacts" or ".git")),
    ];

    private static readonly ILookup<string, string> Types = Directory
        .GetDirectories(RepositoryFolder.Of(), "PerfTests*")
        .SelectMany(project => Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories))
        .ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);

    private static readonly HashSet<string> OfTheFramework = [.. typeof(object).Assembly.GetExportedTypes().Select(type => type.Name)];

    public static IEnumerable<string> On(string page) =>
        CodeSpan()
            .Matches(Fence().Replace(page, ""))
            .Select(span => span.Groups["text"].Value)
            .Where(text => SourceWord().IsMatch(text) || Folders.Contains(text.Split('/')[0]))
            .Where(text => !text.Contains(' ', StringComparison.Ordinal))
            .Distinct();

    public static bool Exist(string name) => IsFile(name) || IsType(name, null) || IsMember(name) || OfTheFramework.Contains(name);

    private static bool IsFile(string path) =>
        Roots
            .Select(root => RepositoryFolder.Of(root, path.TrimEnd('/')))
            .Any(full => Directory.Exists(full) || (!path.EndsWith('/') && File.Exists(full)));

    private static bool IsType(string name, string? member)
    {
        var files = name.Contains('/', StringComparison.Ordinal)
            ? Roots.Select(root => RepositoryFolder.Of(root, $"{name}.cs")).Where(File.Exists)
            : Types[name];
        return files.Any(file =>
            member is null || Regex.IsMatch(File.ReadAllText(file), $@"\b{member}\b", RegexOptions.None, TimeSpan.FromSeconds(1))
        );
    }

    private static bool IsMember(string name) =>
        Member().Match(name) is { Success: true } match && IsType(match.Groups["type"].Value, match.Groups["member"].Value);

    [GeneratedRegex("`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex CodeSpan();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^[A-Z]\S*[a-z]\S*$")]
    private static partial Regex SourceWord();

    [GeneratedRegex(@"^(?<type>.+)\.(?<member>[A-Z]\w*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Member();
}
