using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Infrastructure.Configuration.Yaml;

/// <summary>The keys of one map. A key that is never asked for is an unknown key.</summary>
internal sealed class YamlSection(YamlSource source, string path, YamlMap map)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public int Line => map.Line;

    /// <summary>The value of an optional key; null when it is absent.</summary>
    public YamlField? Field(string key)
    {
        _known.Add(key);
        return map.Find(key) is { } found ? Of(found) : null;
    }

    /// <summary>The value of a key that must be there; null, with a reported error, when it is absent.</summary>
    public YamlField? Required(string key)
    {
        var field = Field(key);
        if (field is null)
            Report($"'{Named(key)}' is missing", $"Add '{key}: …' here.");
        return field;
    }

    /// <summary>Every key with its value, for maps whose keys are names that the user gives.</summary>
    public IReadOnlyList<YamlField> Entries()
    {
        _known.UnionWith(map.Entries.Select(entry => entry.Key));
        return [.. map.Entries.Select(Of)];
    }

    public void Report(string message, string remedy) => source.Report(Line, message, remedy);

    public void ReportUnknownKeys()
    {
        foreach (var entry in map.Entries.Where(entry => !_known.Contains(entry.Key)))
            source.Report(entry.Line, $"unknown key '{Named(entry.Key)}'", Suggestion.For(entry.Key, _known, "keys here"));
    }

    private YamlField Of(YamlEntry entry) => new(source, Named(entry.Key), entry.Key, entry.Line, entry.Value);

    private string Named(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
