using System.Text.Json.Nodes;

namespace PerfTests.Workbench.Reference;

/// <summary>A key that a configuration file may have.</summary>
/// <param name="Path">From the top of the file, as <c>ebpf_tools.ID.ready.line</c>; <c>ID</c> stands for a name that the user
/// chooses.</param>
internal sealed record SchemaKey(string Path, JsonObject Schema, string Meaning, bool Required, bool HasKeys)
{
    /// <summary>All keys of a file, each before those below it.</summary>
    public static IEnumerable<SchemaKey> Of(JsonObject root) => Below(root, root, "");

    private static IEnumerable<SchemaKey> Below(JsonObject root, JsonObject map, string path)
    {
        var required = map["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
        foreach (var (name, child) in map["properties"]?.AsObject() ?? [])
        {
            var schema = Resolve(root, child!.AsObject());
            var at = path + name;
            var deeper = Below(root, schema["items"] is JsonObject item ? Resolve(root, item) : schema, at + ".").ToList();
            // What a shared schema is for stands where it is used.
            var meaning = (child["description"] ?? schema["description"])?.GetValue<string>() ?? "";
            yield return new SchemaKey(at, schema, meaning, required.Contains(name), deeper.Count > 0);
            foreach (var key in deeper)
                yield return key;
        }
        if (map["additionalProperties"] is JsonObject named)
        {
            foreach (var key in Below(root, Resolve(root, named), path + "ID."))
                yield return key;
        }
    }

    private static JsonObject Resolve(JsonObject root, JsonObject schema) =>
        schema["$ref"] is { } reference ? root["$defs"]![reference.GetValue<string>().Split('/')[^1]]!.AsObject() : schema;
}
