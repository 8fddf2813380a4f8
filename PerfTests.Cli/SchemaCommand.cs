using System.CommandLine;
using System.Text;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Cli;

/// <summary><c>perftests schema</c>: writes the JSON Schemas, with which editors complete and check the YAML files.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--output")
        {
            Description = "Folder to write into; made when it is absent.",
            DefaultValueFactory = _ => "schemas",
        };
        return Verb.Create(
            "schema", "Writes the JSON Schemas of the configuration and of the result tree's files.",
            async (parsed, cancellationToken) =>
            {
                var folder = Directory.CreateDirectory(parsed.GetRequiredValue(output)).FullName;
                foreach (var (name, schema) in SchemaFiles.All)
                {
                    var content = Encoding.UTF8.GetBytes(schema);
                    await AtomicFile.WriteAsync(Path.Combine(folder, name), (stream, token) => stream.WriteAsync(content, token).AsTask(), cancellationToken);
                }
                Console.WriteLine($"{SchemaFiles.All.Count} schemas in {folder}");
                return ExitCode.Ok;
            },
            output);
    }
}
