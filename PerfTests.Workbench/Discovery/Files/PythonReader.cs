using System.Text.Json;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Discovery.Files;

/// <summary>Describes Python tools with the machine's own python3, which only parses them.</summary>
internal sealed class PythonReader(IScannedMachine machine)
{
    private static readonly string Description = EmbeddedText.Beside(typeof(PythonReader), "describe_python.py");

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>What each file's syntax tree tells, in order; its <see cref="PythonFacts.Error"/> says why one tells nothing.</summary>
    public async Task<IReadOnlyList<PythonFacts>> ReadAsync(string root, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var result = await machine.RunPythonAsync(root, Description, paths, cancellationToken);
        if (result is null)
            return
            [
                .. paths.Select(_ =>
                    Failed($"there is no python3 on {machine.Name} to read its options: install python3 (apt-get install python3)")
                ),
            ];
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. paths.Select(
                (_, index) =>
                    index < lines.Length
                        ? Parse(lines[index])
                        : Failed($"python3 on {machine.Name} ended early: {OneLine.LastOf(result.Error, 300)}")
            ),
        ];
    }

    private static PythonFacts Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<PythonFacts>(line, Options) ?? Failed("python3 said nothing about it");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return Failed($"what python3 said about it is not understood: {problem.Message}");
        }
    }

    private static PythonFacts Failed(string error) => new() { Error = error };
}
