using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Matrix;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Tests.Tools;

[TestFixture]
[Category("Lab")]
internal sealed class ToolDeploymentTests
{
    private RemoteLab? _lab;
    private DirectoryInfo _local = null!;

    private OpenSshHost Host => _lab!["vm-host"];

    [OneTimeSetUp]
    public async Task RaiseLab() => _lab = await RemoteLab.RaiseAsync();

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [SetUp]
    public void MakeFolder() => _local = Directory.CreateTempSubdirectory("pt-local-");

    [TearDown]
    public void RemoveFolder() => _local.Delete(recursive: true);

    [Test]
    public async Task A_tool_comes_with_its_folder_and_each_host_gets_it_once()
    {
        Write("suite/tool.py", "1");
        Write("suite/lib/part.py", "part");
        var deployment = new ToolDeployment([_local.FullName]);
        await DeployAsync(deployment, "suite/tool.py");
        Write("suite/tool.py", "2");
        await DeployAsync(deployment, "suite/tool.py");
        await DeployAsync(deployment, "suite/tool.py", _lab!["vm-client"]);
        Assert.Multiple(() =>
        {
            Assert.That(Read("suite/tool.py"), Is.EqualTo("1"));
            Assert.That(Read("suite/lib/part.py"), Is.EqualTo("part"));
            Assert.That(File.ReadAllText(Path.Combine(_lab["vm-client"].WorkDir, "suite/tool.py")), Is.EqualTo("2"));
        });
    }

    [Test]
    public async Task A_tool_without_a_folder_comes_alone()
    {
        Write("alone.py", "alone");
        Write("other.py", "other");
        await DeployAsync(new ToolDeployment([_local.FullName]), "alone.py");
        Assert.Multiple(() =>
        {
            Assert.That(Read("alone.py"), Is.EqualTo("alone"));
            Assert.That(Path.Combine(Host.WorkDir, "other.py"), Does.Not.Exist);
        });
    }

    [Test]
    public async Task Two_tools_without_a_folder_both_come()
    {
        Write("first.py", "first");
        Write("second.py", "second");
        var deployment = new ToolDeployment([_local.FullName]);
        await DeployAsync(deployment, "first.py");
        await DeployAsync(deployment, "second.py");
        Assert.That((Read("first.py"), Read("second.py")), Is.EqualTo(("first", "second")));
    }

    [Test]
    public async Task The_first_source_folder_that_has_the_tool_wins()
    {
        Write("near/which/tool.py", "near");
        Write("far/which/tool.py", "far");
        await DeployAsync(new ToolDeployment([.. new[] { "none", "near", "far" }.Select(name => Path.Combine(_local.FullName, name))]), "which/tool.py");
        Assert.That(Read("which/tool.py"), Is.EqualTo("near"));
    }

    [Test]
    public void A_tool_that_is_on_the_host_already_needs_no_copy() =>
        Assert.That(() => DeployAsync(new ToolDeployment([_local.FullName]), "/bin/sh"), Throws.Nothing);

    [TestCase("no/such tool's.py")]
    [TestCase("/no/such/tool")]
    public void A_tool_that_is_nowhere_is_told_with_the_places_and_the_remedy(string path) => Assert.That(
        () => DeployAsync(new ToolDeployment([_local.FullName]), path),
        Throws.TypeOf<ToolFailedException>().With.Message.Contains(path).And.Message.Contains("vm-host").And.Message.Contains("ebpf-tools-spec.yaml"));

    [Test]
    public async Task A_copy_that_failed_is_tried_again()
    {
        Write("retry/tool.py", "there");
        var deployment = new ToolDeployment([_local.FullName]);
        var target = _lab!.Target("vm-host");
        var down = _lab.Connect(target with { Port = 23 });
        Assert.That(() => DeployAsync(deployment, "retry/tool.py", down), Throws.TypeOf<RemoteException>());
        await DeployAsync(deployment, "retry/tool.py");
        Assert.That(Read("retry/tool.py"), Is.EqualTo("there"));
    }

    private Task<string?> DeployAsync(ToolDeployment deployment, string path, IRemoteHost? host = null) =>
        deployment.DeployAsync(SampleConfig.Tool("tool") with { Path = path }, host ?? Host, CancellationToken.None);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_local.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(Host.WorkDir, path));
}
