namespace PerfTests.Infrastructure.Configuration.Yaml;

/// <summary>A node of a YAML file with the line on which it starts.</summary>
internal abstract record YamlValue(int Line);

internal sealed record YamlScalar(int Line, string Text, bool IsQuoted) : YamlValue(Line)
{
    public bool IsNull => !IsQuoted && Text is "" or "~" or "null";
}

internal sealed record YamlList(int Line, IReadOnlyList<YamlValue> Items) : YamlValue(Line);

internal sealed record YamlMap(int Line, IReadOnlyList<YamlEntry> Entries) : YamlValue(Line);

/// <summary>A key with its value; the line is the key's.</summary>
internal sealed record YamlEntry(int Line, string Key, YamlValue Value);
