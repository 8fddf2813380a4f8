using System.Security.Cryptography;
using System.Text;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Configuration.Tools;

[TestFixture]
internal sealed class ToolVersionTests
{
    private DirectoryInfo _root = null!;

    [SetUp]
    public void MakeFolder() => _root = Directory.CreateTempSubdirectory("pt-version-");

    [TearDown]
    public void RemoveFolder() => _root.Delete(recursive: true);

    [Test]
    public void The_version_of_one_file_is_what_sha256sum_prints()
    {
        Write("tools/t.bt", "BEGIN {}\n");
        var version = Find("tools/t.bt");
        Assert.That(version!.Hash, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("BEGIN {}\n")))));
        Assert.That(version.Short, Is.EqualTo(version.Hash[..6]));
        Assert.That(version.Files, Is.EqualTo(new[] { "tools/t.bt" }));
    }

    [Test]
    public void The_version_of_several_files_is_the_sum_of_their_sums()
    {
        Write("tools/t.py", "import part");
        Write("tools/part.py", "x = 1");
        string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        Assert.That(Find("tools/t.py")!.Hash, Is.EqualTo(Sum($"{Sum("x = 1")}  tools/part.py\n{Sum("import part")}  tools/t.py\n")));
    }

    [TestCase("import part", "part.py")]
    [TestCase("  import os, part as p", "part.py")]
    [TestCase("from part import thing", "part.py")]
    [TestCase("from . import part", "part.py")]
    [TestCase("from lib import (\n  other,\n  part)", "lib/part.py")]
    [TestCase("from lib.part import x", "lib/part.py")]
    [TestCase("import lib", "lib/__init__.py")]
    [TestCase("b = BPF(src_file='probe.c')", "probe.c")]
    [TestCase("open(f'{here}/data/table.json')", "data/table.json")]
    [TestCase("#include \"probe.h\"", "probe.h")]
    public void A_file_that_the_tool_uses_belongs_to_its_version(string code, string used)
    {
        Write("tools/t.py", code);
        Write($"tools/{used}", "1");
        var before = Find("tools/t.py")!;
        Write($"tools/{used}", "2");
        Assert.That(Find("tools/t.py")!.Hash, Is.Not.EqualTo(before.Hash));
        Assert.That(before.Files, Does.Contain($"tools/{used}"));
    }

    [TestCase("import os")]
    [TestCase("# like neighbour.py, but smaller")]
    [TestCase("x = 'another_neighbour.py'")]
    [TestCase("print('import neighbour')")]
    public void A_neighbour_does_not_change_a_tool_s_version(string code)
    {
        Write("tools/t.py", code);
        Write("tools/neighbour.py", "1");
        var before = Find("tools/t.py")!.Hash;
        Write("tools/neighbour.py", "2");
        Write("tools/new.py", "new");
        Assert.That(Find("tools/t.py")!.Hash, Is.EqualTo(before));
    }

    [Test]
    public void What_a_used_file_uses_belongs_too_and_a_circle_ends()
    {
        Write("tools/t.py", "import a");
        Write("tools/a.py", "import b");
        Write("tools/b.py", "import a, t");
        Assert.That(Find("tools/t.py")!.Files, Is.EqualTo(new[] { "tools/a.py", "tools/b.py", "tools/t.py" }));
    }

    [Test]
    public void A_file_without_a_folder_stands_alone()
    {
        Write("t.py", "import part");
        Write("part.py", "1");
        Assert.That(Find("t.py")!.Files, Is.EqualTo(new[] { "t.py" }));
    }

    [TestCase("tools/none.py")]
    [TestCase("/bin/sh")]
    [TestCase("")]
    public void A_tool_that_is_not_here_has_no_version(string path) => Assert.That(Find(path), Is.Null);

    [Test]
    public void Results_are_named_after_id_and_version_and_after_the_file_without_a_name()
    {
        using var set = new ConfigFolder()
            .Write(
                "ebpf-tools-spec.yaml",
                """
                ebpf_tools:
                  tool_001: {id: "my.tool", name: Mine, path: t.bt}
                  tool_002: {name: Other, path: t.bt, parameters: {template: "{direction}"}}
                  tool_003: {path: "it's.bt"}
                  tool_004: {path: /opt/there}
                """
            )
            .Write("t.bt", "x")
            .Write("it's.bt", "x");
        const string sha = "2d7116";
        const string md5 = "9dd4e4";
        var uses = PerfTests
            .Infrastructure.Matrix.TestMatrix.Build(set.Load())
            .Select(perfCase => perfCase.Tool)
            .OfType<PerfTests.Infrastructure.Matrix.ToolVariant>()
            .ToList();
        Assert.That(
            uses.Select(use => (use.TestId, use.FolderId)),
            Is.EqualTo(
                new[]
                {
                    ("my.tool", $"my.tool_{sha}"),
                    ("tool_002.rx", $"tool_002_{sha}.rx"),
                    ("tool_002.tx", $"tool_002_{sha}.tx"),
                    ("tool_003", $"it_s_{md5}"),
                    ("tool_004", "tool_004"),
                }
            )
        );
    }

    [Test]
    public void The_configuration_s_own_folder_is_searched_before_the_repository()
    {
        using var set = new ConfigFolder()
            .Write("ebpf-tools-spec.yaml", "ebpf_tools: {near: {id: near, path: t.bt}, far: {id: far, path: far.bt}}")
            .Write("t.bt", "near");
        Write("t.bt", "far");
        Write("far.bt", "far");
        var tools = ConfigLoader.Load(set.Folder, _root.FullName).Tools;
        Assert.That(
            tools.Select(tool => tool.Version!.Hash),
            Is.EqualTo(new[] { "near", "far" }.Select(text => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))))
        );
    }

    private ToolVersion? Find(string path) => ToolVersion.Find([_root.FullName], path);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
