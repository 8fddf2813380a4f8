using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PerfTests.Infrastructure.Results.Files;

/// <summary>How the result tree's JSON files are written and read.</summary>
internal static class JsonFiles
{
    /// <summary><c>metadata.json</c>: snake case, as its schema has it from the start.</summary>
    public static JsonSerializerOptions SnakeCase { get; } = Options(JsonNamingPolicy.SnakeCaseLower, JsonNamingPolicy.SnakeCaseLower);

    /// <summary>Every other file: camel case; verdicts and other choices by their names in code.</summary>
    public static JsonSerializerOptions CamelCase { get; } = Options(JsonNamingPolicy.CamelCase, enumPolicy: null);

    public static Task WriteAsync<T>(string path, T value, JsonSerializerOptions options, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(
            path,
            async (stream, token) =>
            {
                await JsonSerializer.SerializeAsync(stream, value, options, token);
                stream.WriteByte((byte)'\n');
            },
            cancellationToken
        );

    /// <param name="root">Absolute path of <c>result/</c>.</param>
    /// <param name="relativePath">The file, with forward slashes.</param>
    /// <exception cref="JsonException">The file does not hold such a record.</exception>
    /// <inheritdoc cref="TreeFile.OpenRead" path="/exception"/>
    public static async Task<T> ReadAsync<T>(
        string root,
        string relativePath,
        JsonSerializerOptions options,
        CancellationToken cancellationToken
    )
    {
        var stream = TreeFile.OpenRead(root, relativePath);
        await using (stream)
            return await JsonSerializer.DeserializeAsync<T>(stream, options, cancellationToken)
                ?? throw new JsonException("the file holds null");
    }

    private static JsonSerializerOptions Options(JsonNamingPolicy names, JsonNamingPolicy? enumPolicy) =>
        new()
        {
            PropertyNamingPolicy = names,
            WriteIndented = true,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNullElements } },
            RespectRequiredConstructorParameters = true,
            // Commands are full of quotes and angle brackets; people read them here, and no browser does.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(enumPolicy, allowIntegerValues: false), new FiniteDoubleConverter() },
        };

    // The serializer checks properties, and lets null pass as an element; no list of ours may hold one.
    private static void RefuseNullElements(JsonTypeInfo type)
    {
        if (type.Kind is not (JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary))
            return;
        type.OnDeserialized = static read =>
        {
            if (read is IDictionary { Values: var values } ? HasNull(values) : read is IEnumerable elements && HasNull(elements))
                throw new JsonException("a list in it holds null");
        };
    }

    private static bool HasNull(IEnumerable elements) => elements.Cast<object?>().Contains(null);
}
