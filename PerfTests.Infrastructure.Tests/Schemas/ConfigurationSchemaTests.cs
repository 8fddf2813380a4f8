using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Schemas;

/// <summary>The schemas say what the configuration's readers do: an editor completes and checks with them.</summary>
[TestFixture]
internal sealed class ConfigurationSchemaTests
{
    private const string Bogus = "no_such_key_at_all";

    private static readonly JsonSerializerOptions Plain = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles };

    private static readonly string FullSet = Path.Combine(AppContext.BaseDirectory, "Samples", "full-set");

    [Test]
    public void Every_set_of_the_project_fits_the_schemas([ValueSource(nameof(Sets))] string folder)
    {
        Assert.That(Files(folder).SelectMany(Mistakes), Is.Empty);
    }

    [Test]
    public void Every_file_of_the_committed_sets_names_its_schema_for_editors()
    {
        foreach (
            var file in Sets().Where(folder => !folder.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal)).SelectMany(Files)
        )
        {
            const string prefix = "# yaml-language-server: $schema=";
            var first = File.ReadLines(file).First();
            Assert.That(first, Does.StartWith(prefix), file);
            Assert.That(
                Path.GetFullPath(first[prefix.Length..], Path.GetDirectoryName(file)!),
                Does.Exist.And.EndsWith($"/schemas/{SchemaName(file)}")
            );
        }
    }

    [Test]
    public void The_full_set_uses_every_key_of_the_schemas_and_loads()
    {
        Assert.That(() => ConfigLoader.Load(FullSet), Throws.Nothing);
        foreach (var file in Files(FullSet))
        {
            var schema = Schema(file);
            var maps = Maps(schema, schema, YamlDocument.Read(File.ReadAllText(file))).ToList();
            var used = maps.SelectMany(map => map.Map.Select(entry => entry.Key));
            Assert.That(maps.SelectMany(map => map.Known.Select(key => key.Key)).Except(used), Is.Empty, Path.GetFileName(file));
        }
    }

    [Test]
    public void The_readers_know_the_keys_of_the_schemas_and_no_others([ValueSource(nameof(FullFiles))] string name)
    {
        using var set = new ConfigFolder();
        foreach (var file in Files(FullSet))
            set.Write(Path.GetFileName(file), File.ReadAllText(file));
        var schema = Schema(name);
        var document = YamlDocument.Read(File.ReadAllText(Path.Combine(FullSet, name)));
        foreach (var (known, map) in Maps(schema, schema, document).ToList())
        {
            map[Bogus] = "x";
            set.Write(name, document!.ToJsonString());
            map.Remove(Bogus);
            var unknown = set.Errors().Where(error => error.Message.Contains(Bogus, StringComparison.Ordinal)).ToList();
            Assert.That(unknown, Has.Count.EqualTo(1), map.ToJsonString());
            var read = unknown[0].Remedy.Split("Known keys here: ")[1].TrimEnd('.').Split(", ");
            Assert.That(known.Select(key => key.Key), Is.EquivalentTo(read), $"{name}: {unknown[0].Message}");
        }
    }

    [Test]
    public void Without_a_key_holds_what_its_schema_calls_the_default([ValueSource(nameof(FullFiles))] string name)
    {
        using var set = new ConfigFolder();
        foreach (var file in Files(FullSet))
            set.Write(Path.GetFileName(file), File.ReadAllText(file));
        var document = YamlDocument.Read(File.ReadAllText(Path.Combine(FullSet, name)))!;
        foreach (var (known, map) in Maps(Schema(name), Schema(name), document).ToList())
        {
            foreach (var key in map.Select(entry => entry.Key).Where(key => known[key]?["default"] is not null).ToList())
            {
                var own = map[key];
                map.Remove(key);
                var without = Loaded(set.Write(name, document.ToJsonString()));
                map[key] = known[key]!["default"]!.DeepClone();
                var with = Loaded(set.Write(name, document.ToJsonString()));
                map[key] = own;
                Assert.That(with, Is.EqualTo(without), $"{name}: {key}");
            }
        }
    }

    [Test]
    public void The_schemas_find_what_the_readers_find()
    {
        (string File, string Text)[] broken =
        [
            ("ssh-hosts.yaml", "ssh_hosts: {one: {user: root}}"),
            ("ssh-hosts.yaml", "ssh_hosts: {one: {host: a, port: 70000}}"),
            ("test-environments.yaml", "test_environments: {}"),
            ("performance-test-spec.yaml", "test_types: {pps: {target_bw: [fast]}}"),
            ("ebpf-tools-spec.yaml", "ebpf_tools: {../up: {path: x}}"),
            ("thresholds.yaml", "confidence: 1"),
            ("thresholds.yaml", "budgets: [{overhead_percent: {speed: 5}}]"),
            ("monitoring-config.yaml", "monitoring: {interval: 0}"),
            ("hooks.yaml", "hooks: {post: [{name: a, at: run, on: all, run: x, fatal: true}]}"),
        ];
        foreach (var (file, text) in broken)
            Assert.That(new SchemaCheck(Schema(file)).Mistakes(YamlDocument.Read(text)), Is.Not.Empty, text);
    }

    private static IEnumerable<string> Sets() =>
        [
            RepositoryFolder.Of("config"),
            .. Directory.GetDirectories(RepositoryFolder.Of("config", "examples")),
            FullSet,
            Path.Combine(AppContext.BaseDirectory, "Samples", "original-design"),
        ];

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal);

    private static IEnumerable<string?> FullFiles() => Files(FullSet).Select(Path.GetFileName);

    private static string SchemaName(string file) => $"{Path.GetFileNameWithoutExtension(file)}.schema.json";

    private static JsonObject Schema(string file) => JsonNode.Parse(SchemaFiles.All[SchemaName(file)])!.AsObject();

    private static IEnumerable<string> Mistakes(string file) =>
        new SchemaCheck(Schema(file)).Mistakes(YamlDocument.Read(File.ReadAllText(file))).Select(mistake => $"{file}: {mistake}");

    /// <summary>All that a set says, or why it does not load; a limit that equals the default need not be told apart from none.</summary>
    private static string Loaded(ConfigFolder set)
    {
        try
        {
            var config = JsonSerializer.SerializeToNode(set.Load(), Plain)!;
            config["Thresholds"]!["Validity"]!.AsObject().Remove(nameof(ValidityLimits.Changed));
            return config.ToJsonString();
        }
        catch (ConfigurationException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Every map of a document whose keys the schema lists, with these keys.</summary>
    private static IEnumerable<(JsonObject Known, JsonObject Map)> Maps(JsonObject root, JsonNode? schema, JsonNode? value)
    {
        if (schema is not JsonObject { Count: > 0 } rules)
            yield break;
        if (rules["$ref"] is { } reference)
            rules = root["$defs"]![reference.GetValue<string>().Split('/')[^1]]!.AsObject();
        IEnumerable<(JsonNode? Rule, JsonNode? Item)> children = value switch
        {
            JsonArray list => list.Select(item => (rules["items"], item)),
            JsonObject map => map.Select(entry => (rules["properties"]?[entry.Key] ?? rules["additionalProperties"], entry.Value)),
            _ => [],
        };
        if (value is JsonObject found && rules["properties"] is JsonObject properties)
            yield return (properties, found);
        foreach (var deeper in children.ToList().SelectMany(child => Maps(root, child.Rule, child.Item)))
            yield return deeper;
    }
}
