using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Results.Files;

/// <summary>JSON Schemas of the result tree's files, made from the records that these files hold.</summary>
internal static class ResultSchemas
{
    /// <summary>Schema by file name, such as <c>metadata.schema.json</c> for <c>metadata.json</c>.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            ["metadata"] = Of<RunRecord>("One run", JsonFiles.SnakeCase),
            ["validity"] = Of<RunValidity>("What the validity rules measured in one run", JsonFiles.CamelCase),
            ["fingerprint"] = Of<Fingerprint>("What must be equal before two runs may be compared", JsonFiles.CamelCase),
            ["monitoring_summary"] = Of<MonitoringSummary>(
                "Resources of hosts and tool while the load of one run ran",
                JsonFiles.CamelCase
            ),
            ["rounds"] = Of<IReadOnlyList<RoundRecord>>("The rounds of a case", JsonFiles.CamelCase),
            ["verdict"] = Of<CaseVerdict>("The answer of a case", JsonFiles.CamelCase),
            ["summary"] = Of<CaseSummary>("All measurements of a case", JsonFiles.CamelCase),
            ["group_summary"] = Of<GroupSummary>("Summary of the cases below a folder", JsonFiles.CamelCase),
            ["hook_records"] = Of<IReadOnlyList<HookRecord>>(
                "The hooks that ran around a session, an environment, a case or a run",
                JsonFiles.CamelCase
            ),
            ["tool_data"] = Of<ToolData>("What was seen of the tool in one run", JsonFiles.CamelCase),
            ["case"] = Of<CaseMarker>("Under what a case is measured", JsonFiles.CamelCase),
            ["stored_baseline"] = Of<StoredBaseline>(
                "Baseline runs of earlier sessions that stand for those of this case",
                JsonFiles.CamelCase
            ),
            ["session_start"] = Of<SessionMarker>("Which session the newest cases belong to", JsonFiles.CamelCase),
            ["session"] = Of<SessionOutcome>("How the last session ended", JsonFiles.CamelCase),
        }.ToDictionary(schema => $"{schema.Key}.schema.json", schema => schema.Value);

    private static string Of<T>(string title, JsonSerializerOptions options)
    {
        var exporterOptions = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            // Numbers have a converter of their own, into which the exporter cannot look.
            TransformSchemaNode = (context, node) =>
                context.TypeInfo.Type == typeof(double) || context.TypeInfo.Type == typeof(double?)
                    ? new JsonObject { ["type"] = new JsonArray("number", "null") }
                    : node,
        };
        // The exporter needs the resolver that serialization otherwise brings along.
        var resolved = new JsonSerializerOptions(options)
        {
            TypeInfoResolver = options.TypeInfoResolver ?? JsonSerializerOptions.Default.TypeInfoResolver,
        };
        var schema = JsonSchemaExporter.GetJsonSchemaAsNode(resolved, typeof(T), exporterOptions).AsObject();
        var named = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (key, value) in schema)
            named[key] = value?.DeepClone();
        return named.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }
}
