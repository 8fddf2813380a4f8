using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Workbench.Discovery.Entries;

namespace PerfTests.Infrastructure.Tests.Workbench.Discovery.Entries;

[TestFixture]
internal sealed class ToolsFileTextTests
{
    private static readonly ToolEntry Entry = new("new", "n.py", ["# why", "new:", "  path: \"n.py\""], []);

    [TestCase("ebpf_tools:\n  a: {path: x} # old\n", "ebpf_tools:\n  a: {path: x} # old\n\n  # why\n  new:\n    path: \"n.py\"\n")]
    [TestCase(
        "ebpf_tools:\n    a:\n        path: x",
        "ebpf_tools:\n    a:\n        path: x\n\n    # why\n    new:\n      path: \"n.py\"\n"
    )]
    [TestCase(
        "ebpf_tools:\r\n  a:\r\n    path: x\r\n",
        "ebpf_tools:\r\n  a:\r\n    path: x\r\n\r\n  # why\r\n  new:\r\n    path: \"n.py\"\r\n"
    )]
    [TestCase(
        "ebpf_tools:\n  a:\n    path: x\n    # of a\n\n# of discovery\ntool_discovery: {enabled: true}\n",
        "ebpf_tools:\n  a:\n    path: x\n    # of a\n\n  # why\n  new:\n    path: \"n.py\"\n\n# of discovery\ntool_discovery: {enabled: "
            + "true}\n"
    )]
    [TestCase(
        "ebpf_tools:\n  a: {path: x}\ntool_discovery: {enabled: true}\n",
        "ebpf_tools:\n  a: {path: x}\n\n  # why\n  new:\n    path: \"n.py\"\n\ntool_discovery: {enabled: true}\n"
    )]
    [TestCase("tool_discovery: {enabled: true}\n", "tool_discovery: {enabled: true}\n\nebpf_tools:\n  # why\n  new:\n    path: \"n.py\"\n")]
    [TestCase("", "ebpf_tools:\n  # why\n  new:\n    path: \"n.py\"\n")]
    public void Entries_come_at_the_end_of_ebpf_tools_and_nothing_else_changes(string before, string after) =>
        Assert.That(new ToolsFileText("f", before).Append([Entry]), Is.EqualTo(after));

    [Test]
    public void Without_entries_not_a_byte_changes() =>
        Assert.That(
            new ToolsFileText("f", "\uFEFFebpf_tools:\r\n  a: {path: x}").Append([]),
            Is.EqualTo("\uFEFFebpf_tools:\r\n  a: {path: x}")
        );

    [TestCase("ebpf_tools: {a: {path: x}}\n")]
    [TestCase("ebpf_tools: {}\n")]
    public void A_map_in_braces_is_refused_with_the_remedy(string text) =>
        Assert.That(
            () => new ToolsFileText("f", text).Append([Entry]),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("block of indented lines")
        );

    [Test]
    public async Task A_set_that_would_not_load_with_the_entries_stays_as_it_was()
    {
        using var set = new ConfigFolder();
        set.Write("ebpf-tools-spec.yaml", "ebpf_tools:\n  a: {path: x}\n");
        var file = await ToolsFile.ReadAsync(set.Folder, CancellationToken.None);
        var broken = Entry with { Lines = ["new:", "  path: \"n.py\"", "  unknown: 1"] };
        Assert.That(
            async () => await file.AddAsync([broken], CancellationToken.None),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains(set.Folder)
        );
        Assert.That(File.ReadAllText(set.File("ebpf-tools-spec.yaml")), Is.EqualTo("ebpf_tools:\n  a: {path: x}\n"));
    }

    [Test]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Entries_are_written_through_a_link_and_the_mode_stays()
    {
        using var set = new ConfigFolder();
        set.Write("real.txt", "ebpf_tools:\n  a: {path: x}\n");
        File.SetUnixFileMode(set.File("real.txt"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        File.CreateSymbolicLink(set.File("ebpf-tools-spec.yaml"), "real.txt");
        await (await ToolsFile.ReadAsync(set.Folder, CancellationToken.None)).AddAsync([Entry], CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(set.Load().Tools.Select(tool => tool.Id), Is.EqualTo(new[] { "a", "new" }));
            Assert.That(
                File.GetUnixFileMode(set.File("real.txt")),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead)
            );
            Assert.That(new FileInfo(set.File("ebpf-tools-spec.yaml")).LinkTarget, Is.EqualTo("real.txt"));
        });
    }
}
