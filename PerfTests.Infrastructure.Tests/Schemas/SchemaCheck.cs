using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tests.Schemas;

/// <summary>Checks a document against the part of JSON Schema that the project's schemas use; any other keyword is an error.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    private static readonly string[] Annotations = ["$schema", "title", "description", "default", "format", "$defs"];

    public static SchemaCheck Of(string schema) => new(JsonNode.Parse(schema)!.AsObject());

    /// <summary>Mistakes, each with the place in the document; empty when the document fits.</summary>
    public IReadOnlyList<string> Mistakes(JsonNode? document) => [.. Check(root, document, "$")];

    private IEnumerable<string> Check(JsonNode? schemaNode, JsonNode? value, string at)
    {
        if (schemaNode is JsonValue flag)
            return flag.GetValue<bool>() ? [] : [$"{at}: must not be there"];
        var schema = schemaNode!.AsObject();
        return schema
            .Where(keyword => !Annotations.Contains(keyword.Key))
            .SelectMany(keyword => Check(schema, keyword.Key, keyword.Value, value, at));
    }

    private IEnumerable<string> Check(JsonObject schema, string keyword, JsonNode? rule, JsonNode? value, string at) =>
        keyword switch
        {
            "$ref" => Check(Resolve(rule!.GetValue<string>()), value, at),
            "type" => Types(rule!).Any(type => IsOf(type, value)) ? [] : [$"{at}: is {Kind(value)}, not {rule!.ToJsonString()}"],
            "enum" => rule!.AsArray().Any(choice => JsonNode.DeepEquals(choice, value))
                ? []
                : [$"{at}: {value?.ToJsonString()} is none of {rule.ToJsonString()}"],
            "pattern" => value is not JsonValue text
            || Kind(value) != "string"
            || Regex.IsMatch(text.GetValue<string>(), rule!.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1))
                ? []
                : [$"{at}: '{text}' does not match {rule}"],
            "minimum" => Number(value) is not { } number || number >= rule!.GetValue<double>() ? [] : [$"{at}: {number} is under {rule}"],
            "maximum" => Number(value) is not { } number || number <= rule!.GetValue<double>() ? [] : [$"{at}: {number} is over {rule}"],
            "exclusiveMinimum" => Number(value) is not { } number || number > rule!.GetValue<double>()
                ? []
                : [$"{at}: {number} is not over {rule}"],
            "exclusiveMaximum" => Number(value) is not { } number || number < rule!.GetValue<double>()
                ? []
                : [$"{at}: {number} is not under {rule}"],
            "anyOf" => rule!.AsArray().Any(option => !Check(option, value, at).Any()) ? [] : [$"{at}: fits no alternative"],
            "items" => value is JsonArray list ? list.SelectMany((item, index) => Check(rule, item, $"{at}[{index}]")) : [],
            "minItems" => value is not JsonArray list || list.Count >= rule!.GetValue<int>() ? [] : [$"{at}: has {list.Count} items"],
            "uniqueItems" => value is not JsonArray list || list.Select(item => item?.ToJsonString()).Distinct().Count() == list.Count
                ? []
                : [$"{at}: repeats an item"],
            "minProperties" => value is not JsonObject map || map.Count >= rule!.GetValue<int>() ? [] : [$"{at}: has {map.Count} keys"],
            "required" => value is not JsonObject map
                ? []
                : rule!
                    .AsArray()
                    .Select(key => key!.GetValue<string>())
                    .Where(key => !map.ContainsKey(key))
                    .Select(key => $"{at}: '{key}' is missing"),
            "properties" => value is not JsonObject map
                ? []
                : rule!
                    .AsObject()
                    .Where(property => map.ContainsKey(property.Key))
                    .SelectMany(property => Check(property.Value, map[property.Key], $"{at}.{property.Key}")),
            "propertyNames" => value is not JsonObject map
                ? []
                : map.SelectMany(property => Check(rule, JsonValue.Create(property.Key), $"{at}.{property.Key} (its name)")),
            "additionalProperties" => value is not JsonObject map
                ? []
                : map.Where(property => schema["properties"]?.AsObject().ContainsKey(property.Key) != true)
                    .SelectMany(property => Check(rule, property.Value, $"{at}.{property.Key}")),
            _ => throw new NotSupportedException($"the check does not know the keyword '{keyword}'"),
        };

    private JsonNode Resolve(string reference) =>
        reference
            .TrimStart('#')
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(
                (JsonNode)root,
                (node, name) => int.TryParse(name, out var index) && node is JsonArray list ? list[index]! : node[name]!
            );

    private static IEnumerable<string> Types(JsonNode rule) =>
        rule is JsonArray list ? list.Select(type => type!.GetValue<string>()) : [rule.GetValue<string>()];

    private static bool IsOf(string type, JsonNode? value) =>
        Kind(value) == type || (type == "integer" && Number(value) is { } number && Math.Floor(number) == number);

    private static string Kind(JsonNode? value) =>
        (value?.GetValueKind() ?? JsonValueKind.Null) switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var kind => kind.ToString().ToLowerInvariant(),
        };

    private static double? Number(JsonNode? value) => Kind(value) == "number" ? value!.GetValue<double>() : null;
}
