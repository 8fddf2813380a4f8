using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Tests.Schemas;

[TestFixture]
internal sealed class ResultSchemaTests
{
    [Test]
    public void The_committed_schemas_are_those_of_the_records()
    {
        var accept = new List<string>();
        foreach (var (name, schema) in ResultSchemas.All.Where(schema => SchemaFiles.All.GetValueOrDefault(schema.Key) != schema.Value))
        {
            var verified = Path.Combine(RepositoryFolder.Of("schemas"), name);
            var received = Path.ChangeExtension(verified, ".received.json");
            File.WriteAllText(received, schema);
            accept.Add($"mv '{received}' '{verified}'");
        }
        Assert.That(accept, Is.Empty, "a schema is not that of its record; if the record is right, move the received one over it");
    }

    [Test]
    public void Every_schema_is_one_of_a_record_or_is_listed_here()
    {
        Assert.That(
            SchemaFiles.All.Keys.Except(ResultSchemas.All.Keys),
            Is.EquivalentTo(
                new[]
                {
                    "ssh-hosts",
                    "test-environments",
                    "performance-test-spec",
                    "ebpf-tools-spec",
                    "thresholds",
                    "monitoring-config",
                    "hooks",
                    "overhead_analysis",
                    "performance_comparison",
                    "recommendations",
                }.Select(name => $"{name}.schema.json")
            )
        );
    }
}
