using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfTests.Workbench.Reference;

/// <summary>What a schema lets a value be, in words.</summary>
internal static class SchemaValue
{
    /// <summary>Bounds from here on keep numbers sane, and are nothing that a reader needs to know.</summary>
    private const double NoLimit = 1_000_000;

    public static string Allowed(JsonObject schema)
    {
        if (schema["enum"] is JsonArray choices)
            return string.Join(", ", choices.Select(Code));
        if (schema["anyOf"] is JsonArray options)
            return string.Join(", or ", options.Select(option => Allowed(option!.AsObject())));
        return schema["type"] is JsonValue single ? Allowed(single.GetValue<string>(), schema) : "text";
    }

    /// <summary>A value as YAML, in code type.</summary>
    public static string Code(JsonNode? value) => $"`{Plain(value)}`";

    private static string Allowed(string type, JsonObject schema) =>
        type switch
        {
            "boolean" => "`true`, `false`",
            "integer" => $"whole number{Range(schema)}",
            "number" => $"number{Range(schema)}",
            "array" when schema["items"] is JsonObject item && item["$ref"] is null && item["properties"] is null =>
                $"list of: {Allowed(item)}",
            "array" => "list of maps",
            "object" when schema["additionalProperties"] is JsonObject value && value["properties"] is null => $"map to: {Allowed(value)}",
            "object" => "map",
            _ => "text",
        };

    private static string Range(JsonObject schema) =>
        (Bound(schema, "minimum"), Bound(schema, "exclusiveMinimum"), Bound(schema, "maximum"), Bound(schema, "exclusiveMaximum")) switch
        {
            ({ } least, _, { } most, _) when most < NoLimit => $", {Text(least)} to {Text(most)}",
            ({ } least, _, _, _) => $", {Text(least)} or more",
            (_, { } over, _, { } under) => $" between {Text(over)} and {Text(under)}",
            _ => "",
        };

    private static double? Bound(JsonObject schema, string keyword) => schema[keyword]?.GetValue<double>();

    private static string Text(double number) => number.ToString("0.######");

    private static string Plain(JsonNode? value) =>
        value switch
        {
            JsonArray list =>
                $"[{string.Join(", ", list.Select(item => item?.GetValueKind() == JsonValueKind.String ? $"\"{item}\"" : Plain(item)))}]",
            JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
            _ => value?.ToJsonString() ?? "null",
        };
}
