namespace PerfTests.Infrastructure.Configuration.Loading;

/// <summary>The JSON Schemas of <c>schemas/</c>, for the YAML files that users write and the JSON files that they read.</summary>
public static class SchemaFiles
{
    private const string Folder = "schemas/";

    /// <summary>Content by file name, such as <c>thresholds.schema.json</c>.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        typeof(SchemaFiles)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToDictionary(name => name[Folder.Length..], name => EmbeddedText.Read(typeof(SchemaFiles).Assembly, name));
}
