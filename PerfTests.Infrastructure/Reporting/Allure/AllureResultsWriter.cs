using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>
/// Writes a folder of results that Allure 2 and 3 read. Each file appears whole or not at all; several threads may write at once.
/// </summary>
internal sealed class AllureResultsWriter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        // The files are read as JSON, never pasted into a page
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TimeProvider _time;

    /// <param name="folder">The results folder; created when absent, its other files are left alone.</param>
    /// <param name="time">Clock of the start and stop times.</param>
    public AllureResultsWriter(string folder, TimeProvider time)
    {
        Folder = Path.GetFullPath(folder);
        _time = time;
        ResultStorageException.Guard(Folder, () => Directory.CreateDirectory(Folder));
    }

    public string Folder { get; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public static string NewUuid() => Guid.NewGuid().ToString();

    public void Write(AllureTestResult result) => WriteJson($"{result.Uuid}-result.json", result);

    public void Write(AllureContainer container) => WriteJson($"{container.Uuid}-container.json", container);

    public void Write(IReadOnlyList<AllureMetric> metrics) => WriteJson($"{NewUuid()}-perf.json", metrics);

    public void Write(AllureExecutor executor) => WriteJson("executor.json", executor);

    public void Write(IReadOnlyList<AllureCategory> categories) => WriteJson("categories.json", categories);

    /// <summary>Facts of the hosts and of the run, shown on the report's first page.</summary>
    public void WriteEnvironment(IEnumerable<KeyValuePair<string, string>> facts) =>
        WriteBytes(
            "environment.properties",
            Encoding.UTF8.GetBytes(
                string.Concat(facts.Select(fact => $"{EscapeProperty(fact.Key, isKey: true)}={EscapeProperty(fact.Value, isKey: false)}\n"))
            )
        );

    /// <summary>Copies a file into the results.</summary>
    /// <param name="name">What the report calls it.</param>
    /// <param name="path">The file; its extension is kept.</param>
    /// <param name="mediaType">Media type, which decides how the report shows it.</param>
    public AllureAttachment AttachFile(string name, string path, string mediaType)
    {
        var attachment = NewAttachment(name, Path.GetExtension(path), mediaType);
        Publish(attachment.Source, temporary => File.Copy(path, temporary));
        return attachment;
    }

    /// <summary>Stores a text as an attachment.</summary>
    /// <param name="name">What the report calls it.</param>
    /// <param name="text">Its content.</param>
    /// <param name="extension">File extension with its dot.</param>
    /// <param name="mediaType">Media type, which decides how the report shows it.</param>
    public AllureAttachment AttachText(string name, string text, string extension, string mediaType)
    {
        var attachment = NewAttachment(name, extension, mediaType);
        WriteBytes(attachment.Source, Encoding.UTF8.GetBytes(text));
        return attachment;
    }

    private static AllureAttachment NewAttachment(string name, string extension, string mediaType) =>
        new(name, $"{NewUuid()}-attachment{extension}", mediaType);

    private void WriteJson<T>(string file, T value) => WriteBytes(file, JsonSerializer.SerializeToUtf8Bytes(value, Json));

    private void WriteBytes(string file, byte[] content) => Publish(file, temporary => File.WriteAllBytes(temporary, content));

    // A dot in front and no known suffix keep Allure from reading the file before it is whole
    private void Publish(string file, Action<string> write)
    {
        var temporary = Path.Combine(Folder, $".{file}.{Guid.NewGuid():N}.tmp");
        try
        {
            ResultStorageException.Guard(
                Folder,
                () =>
                {
                    write(temporary);
                    File.Move(temporary, Path.Combine(Folder, file), overwrite: true);
                }
            );
        }
        finally
        {
            Remove(temporary);
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file system became read-only: what made it so is told already.
        }
    }

    // The format of java.util.Properties, whose readers may take the bytes for Latin-1
    private static string EscapeProperty(string text, bool isKey)
    {
        var escaped = new StringBuilder();
        foreach (var character in text)
        {
            _ = character switch
            {
                '\\' => escaped.Append(@"\\"),
                '\n' => escaped.Append(@"\n"),
                '\r' => escaped.Append(@"\r"),
                ' ' or '=' or ':' or '#' or '!' when isKey => escaped.Append('\\').Append(character),
                ' ' when escaped.Length == 0 => escaped.Append(@"\ "),
                < ' ' or > '~' => escaped.Append($"\\u{(int)character:x4}"),
                _ => escaped.Append(character),
            };
        }
        return escaped.ToString();
    }
}
