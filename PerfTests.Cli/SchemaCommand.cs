using System.CommandLine;
using System.Text;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Workbench.Reference;

namespace PerfTests.Cli;

/// <summary>
/// <c>perftests schema</c>: writes the JSON Schemas, with which editors complete and check the YAML files, and the tables of keys made from
/// them.
/// </summary>
internal static class SchemaCommand
{
    private const string Page = "docs/reference/configuration.md";

    public static Command Create()
    {
        var output = new Option<string>("--output")
        {
            Description = "Folder to write to; created if missing.",
            DefaultValueFactory = _ => "schemas",
        };
        var markdown = new Option<string?>("--markdown")
        {
            Description = $"Instead of schemas, write the tables of keys into this page (default: {Page}).",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "PAGE",
        };
        return Verb.Create(
            "schema",
            "Writes the JSON Schemas of the configuration and result files.",
            (parsed, cancellationToken) =>
                parsed.GetResult(markdown) is null
                    ? WriteSchemasAsync(parsed.GetRequiredValue(output), cancellationToken)
                    : WriteTablesAsync(parsed.GetValue(markdown) ?? Page, cancellationToken),
            output,
            markdown
        );
    }

    private static async Task<int> WriteSchemasAsync(string output, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(output).FullName;
        foreach (var (name, schema) in SchemaFiles.All)
            await WriteAsync(Path.Combine(folder, name), schema, cancellationToken);
        Console.WriteLine($"{SchemaFiles.All.Count} schemas in {folder}");
        return ExitCode.Ok;
    }

    private static async Task<int> WriteTablesAsync(string page, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = ConfigurationPage.Refresh(await File.ReadAllTextAsync(page, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            await Console.Error.WriteLineAsync($"perftests: {page}: {exception.Message}");
            return ExitCode.Usage;
        }
        await WriteAsync(page, text, cancellationToken);
        Console.WriteLine($"tables of keys in {page}");
        return ExitCode.Ok;
    }

    private static Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var content = Encoding.UTF8.GetBytes(text);
        return AtomicFile.WriteAsync(
            Path.GetFullPath(path),
            (stream, token) => stream.WriteAsync(content, token).AsTask(),
            cancellationToken
        );
    }
}
