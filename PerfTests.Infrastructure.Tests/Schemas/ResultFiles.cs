using System.Text.Json.Nodes;
using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Schemas;

/// <summary>Checks the JSON files of a whole result tree against their schemas.</summary>
internal static class ResultFiles
{
    private static readonly string[] GroupSummaries =
    [
        "baseline_summary",
        "ebpf_comparison",
        "tool_summary",
        "environment_summary",
        "protocol_summary",
        "test_type_summary",
    ];

    // What the load's programs print, and what Allure reads.
    private static readonly string[] Foreign = ["/client_results/", "allure-results/"];

    /// <summary>Mistakes, each with its file; a file without a schema is one.</summary>
    public static IReadOnlyList<string> Mistakes(string root) =>
        [
            .. from file in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            let name = Path.GetRelativePath(root, file)
            where !Foreign.Any(folder => name.Contains(folder, StringComparison.Ordinal))
            let schema = SchemaFiles.All.GetValueOrDefault($"{SchemaOf(file)}.schema.json")
            from mistake in schema is null ? ["no schema"] : SchemaCheck.Of(schema).Mistakes(JsonNode.Parse(File.ReadAllText(file)))
            select $"{name}: {mistake}",
        ];

    private static string SchemaOf(string file) =>
        Path.GetFileNameWithoutExtension(file) switch
        {
            "summary" when Path.GetFileName(Path.GetDirectoryName(file)) == "monitoring" => "monitoring_summary",
            var name when GroupSummaries.Contains(name) => "group_summary",
            var name => name,
        };
}
