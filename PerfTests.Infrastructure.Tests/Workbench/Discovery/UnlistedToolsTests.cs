using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Workbench.Discovery;

namespace PerfTests.Infrastructure.Tests.Workbench.Discovery;

[TestFixture]
internal sealed class UnlistedToolsTests
{
    [TestCase("true", "other.bt", "1 tool is not listed")]
    [TestCase("true", "./tools//found.bt", null)]
    [TestCase("false", "other.bt", null)]
    public async Task Tools_that_are_found_and_not_listed_are_told_in_one_line_with_the_remedy(string enabled, string listed, string? said)
    {
        using var set = new ConfigFolder();
        Directory.CreateDirectory(set.File("tools"));
        set.Write("tools/found.bt", "kprobe:f { }")
            .Write(
                "ebpf-tools-spec.yaml",
                $"ebpf_tools:\n  a: {{path: {listed}}}\ntool_discovery: {{enabled: {enabled}, scan_directories: [tools]}}\n"
            );
        var line = await UnlistedTools.DescribeAsync(set.Load(), CancellationToken.None);
        Assert.That(line, said is null ? Is.Null : Does.Contain(said).And.Contain("perftests scan --write").And.Not.Contain("\n"));
    }

    [Test]
    public async Task No_tool_of_the_default_set_is_unlisted() =>
        Assert.That(
            await UnlistedTools.DescribeAsync(
                Infrastructure.Configuration.Loading.ConfigLoader.Load(RepositoryFolder.Of("config"), RepositoryFolder.Of()),
                CancellationToken.None
            ),
            Is.Null
        );
}
