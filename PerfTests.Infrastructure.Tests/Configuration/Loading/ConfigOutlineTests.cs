using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Configuration.Loading;

[TestFixture]
internal sealed class ConfigOutlineTests
{
    private const string Tools = """
        # tools
        ebpf_tools:
          # a comment
          first-tool:
            path: a   # too deep to be an id
            parameters: {x: 1}

          "second.tool" : {path: b}
            broken indentation: [
          third: {path
        tool_discovery:
          enabled: true
        """;

    [Test]
    public void The_default_set_shows_the_ids_that_it_loads()
    {
        var config = ConfigLoader.Load(RepositoryFolder.Of("config"));
        var outline = ConfigOutline.Read(RepositoryFolder.Of("config"));
        Assert.Multiple(() =>
        {
            Assert.That(outline.Tools, Is.EqualTo(config.Tools.Select(tool => tool.Id)));
            Assert.That(outline.Environments, Is.EqualTo(config.Environments.Select(environment => environment.Id)));
        });
    }

    [Test]
    public void A_broken_file_still_shows_its_ids()
    {
        using var set = new ConfigFolder().Write("ebpf-tools-spec.yaml", Tools);
        Assert.That(ConfigOutline.Read(set.Folder).Tools, Is.EqualTo(new[] { "first-tool", "second.tool", "third" }));
    }

    [TestCase("")]
    [TestCase("ebpf_tools:")]
    [TestCase("ebpf_tools: {a: {path: b}}")]
    [TestCase("\0\0\0")]
    public void What_cannot_be_made_out_has_none(string text)
    {
        using var set = new ConfigFolder().Write("ebpf-tools-spec.yaml", text);
        Assert.That(ConfigOutline.Read(set.Folder).Tools, Is.Empty);
    }

    [Test]
    public void A_set_that_is_not_there_has_none()
    {
        var outline = ConfigOutline.Read("/no/such/set");
        Assert.That((outline.Tools.Count, outline.Environments.Count), Is.EqualTo((0, 0)));
    }
}
