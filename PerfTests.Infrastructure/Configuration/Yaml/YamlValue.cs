namespace PerfTests.Infrastructure.Configuration.Yaml;

/// <summary>A node of a YAML file with the line on which it starts.</summary>
internal abstract record YamlValue(int Line);

internal sealed record YamlScalar(int Line, string Text, bool IsQuoted) : YamlValue(Line)
{
    public bool IsNull => !IsQuoted && Text is "" or "~" or "null";
}

internal sealed record YamlList(int Line, IReadOnlyList<YamlValue> Items) : YamlValue(Line);

/// <param name="Line">As for every node.</param>
/// <param name="Entries">Its entries in the order of the file, each key once.</param>
internal sealed record YamlMap(int Line, IReadOnlyList<YamlEntry> Entries) : YamlValue(Line)
{
    private readonly Dictionary<string, YamlEntry> _byKey = Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);

    public YamlEntry? Find(string key) => _byKey.GetValueOrDefault(key);
}

/// <summary>A key with its value; the line is the key's.</summary>
internal sealed record YamlEntry(int Line, string Key, YamlValue Value);
