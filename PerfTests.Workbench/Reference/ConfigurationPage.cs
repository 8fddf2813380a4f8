using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Workbench.Reference;

/// <summary>The reference page of the configuration: written by hand but for its tables of keys, which are made from the schemas.</summary>
/// <remarks>A table stands between <c>&lt;!-- keys: FILE.yaml PLACE PLACE --&gt;</c> and <c>&lt;!-- end of keys --&gt;</c>.</remarks>
public static partial class ConfigurationPage
{
    private static readonly string[] Files =
    [
        "ssh-hosts.yaml",
        "test-environments.yaml",
        "performance-test-spec.yaml",
        "ebpf-tools-spec.yaml",
        "thresholds.yaml",
        "monitoring-config.yaml",
        "hooks.yaml",
    ];

    /// <summary>The page with its tables as the schemas are now.</summary>
    /// <exception cref="FormatException">A table is of no file, or a key of the schemas stands in no table.</exception>
    public static string Refresh(string page)
    {
        var tables = Tables().Matches(page).Select(TableOf).ToList();
        var keys = Files.ToDictionary(file => file, file => SchemaKey.Of(Schema(file)).ToList());
        foreach (var table in tables)
        {
            if (!keys.TryGetValue(table.File, out var known))
                throw new FormatException($"the page has a table of {table.File}, which is not a file of the configuration");
            if (
                table.Places.FirstOrDefault(place =>
                    place.Length > 0 && !known.Any(key => key.Path.StartsWith(place + ".", StringComparison.Ordinal))
                ) is
                { } nowhere
            )
                throw new FormatException($"the page has a table of {table.File} for '{nowhere}', below which the schema has no key");
        }
        var missing = Files
            .SelectMany(file =>
                keys[file]
                    .Where(key => !tables.Any(table => table.File == file && table.Owns(key, tables)) && !key.HasKeys)
                    .Select(key => $"{file}: {key.Path}")
            )
            .ToList();
        if (missing.Count > 0)
            throw new FormatException($"the page has no table for {string.Join(", ", missing)}");
        return Tables()
            .Replace(
                page,
                match =>
                    $"{match.Groups["begin"].Value}\n{TableOf(match).Markdown(keys[TableOf(match).File], tables)}"
                    + $"{match.Groups["end"].Value}"
            );
    }

    private static KeyTable TableOf(Match match)
    {
        var words = match.Groups["what"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new KeyTable(words[0], words.Length > 1 ? words[1..] : [""]);
    }

    private static JsonObject Schema(string file) =>
        JsonNode.Parse(SchemaFiles.All[$"{Path.GetFileNameWithoutExtension(file)}.schema.json"])!.AsObject();

    [GeneratedRegex(@"(?<begin><!-- keys: (?<what>[^>]+?) -->)\n(.*\n)*?(?<end><!-- end of keys -->)", RegexOptions.ExplicitCapture)]
    private static partial Regex Tables();
}
