using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace PerfTests.Infrastructure.Tests.Schemas;

/// <summary>A YAML file as the JSON document that an editor checks. Quotes are passed over, as the configuration's reader does.</summary>
internal static class YamlDocument
{
    public static JsonNode? Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 0 ? null : Of(stream.Documents[0].RootNode);
    }

    private static JsonNode? Of(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Of(child.Value)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Of)]),
            YamlScalarNode scalar => Of(scalar.Value!),
            _ => throw new NotSupportedException($"a YAML node of type {node.NodeType}"),
        };

    private static JsonValue? Of(string text) =>
        text switch
        {
            "" or "~" or "null" => null,
            "true" or "false" => JsonValue.Create(text == "true"),
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? JsonValue.Create(number)
                : JsonValue.Create(text),
        };
}
