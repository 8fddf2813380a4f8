using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Matrix;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Deployment;
using PerfTests.Workbench.Discovery;

namespace PerfTests.Infrastructure.Tests.Tools.Deployment;

[TestFixture]
[Category("Lab")]
internal sealed class ToolDeploymentTests
{
    private RemoteLab? _lab;
    private DirectoryInfo _local = null!;

    private ShellHost Host => _lab!["vm-host"];

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
        await DeployAsync(
            new ToolDeployment([.. new[] { "none", "near", "far" }.Select(name => Path.Combine(_local.FullName, name))]),
            "which/tool.py"
        );
        Assert.That(Read("which/tool.py"), Is.EqualTo("near"));
    }

    [Test]
    public void A_tool_that_is_on_the_host_already_needs_no_copy() =>
        Assert.That(() => DeployAsync(new ToolDeployment([_local.FullName]), "/bin/sh"), Throws.Nothing);

    [TestCase("no/such tool's.py")]
    [TestCase("/no/such/tool")]
    public void A_tool_that_is_nowhere_is_told_with_the_places_and_the_remedy(string path) =>
        Assert.That(
            () => DeployAsync(new ToolDeployment([_local.FullName]), path),
            Throws
                .TypeOf<ToolFailedException>()
                .With.Message.Contains(path)
                .And.Message.Contains("vm-host")
                .And.Message.Contains("ebpf-tools-spec.yaml")
        );

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

    [Test]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_folder_that_the_host_has_by_hash_is_not_copied_again_and_one_that_differs_in_any_way_is()
    {
        Write("hashed/tool.py", "1");
        Write("hashed/with blank's/part.py", "part");
        Write("hashed/__pycache__/tool.pyc", "local");
        await DeployAsync(new ToolDeployment([_local.FullName]), "hashed/tool.py");
        var marker = Path.Combine(Host.WorkDir, "hashed/__pycache__/marker");
        void Mark() => File.WriteAllText(marker, "a copy of the folder would remove this");
        Mark();
        await DeployAsync(new ToolDeployment([_local.FullName]), "hashed/tool.py");
        Assert.That(marker, Does.Exist);

        var remote = Path.Combine(Host.WorkDir, "hashed");
        Action[] differences =
        [
            () => File.WriteAllText(Path.Combine(remote, "tool.py"), "2"),
            () => File.WriteAllText(Path.Combine(remote, "stale.py"), "old"),
            () => File.Delete(Path.Combine(remote, "with blank's/part.py")),
            () => File.SetUnixFileMode(Path.Combine(remote, "tool.py"), UnixFileMode.UserRead | UnixFileMode.UserExecute),
        ];
        foreach (var differ in differences)
        {
            Mark();
            differ();
            await DeployAsync(new ToolDeployment([_local.FullName]), "hashed/tool.py");
            Assert.That(marker, Does.Not.Exist);
            Directory.CreateDirectory(Path.GetDirectoryName(marker)!);
        }
        Assert.That((Read("hashed/tool.py"), Read("hashed/with blank's/part.py")), Is.EqualTo(("1", "part")));
    }

    [Test]
    public async Task An_update_copies_only_what_the_host_lacks_or_has_otherwise()
    {
        foreach (var name in (string[])["same.py", "changed.py", "missing.py"])
            Write($"update/{name}", "here");
        await DeployAsync(new ToolDeployment([_local.FullName]), "update/same.py");
        var remote = Path.Combine(Host.WorkDir, "update");
        File.WriteAllText(Path.Combine(remote, "changed.py"), "there");
        File.Delete(Path.Combine(remote, "missing.py"));
        File.WriteAllText(Path.Combine(remote, "own.py"), "own");
        var files = await new ToolDeployment([_local.FullName]).UpdateAsync("update/same.py", Host, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(
                files.Select(file => (file.Path, file.Was)),
                Is.EqualTo(
                    new[]
                    {
                        ("update/changed.py", FileState.Changed),
                        ("update/missing.py", FileState.Missing),
                        ("update/own.py", FileState.HostOnly),
                        ("update/same.py", FileState.Same),
                    }
                )
            );
            Assert.That((Read("update/changed.py"), Read("update/missing.py"), Read("update/own.py")), Is.EqualTo(("here", "here", "own")));
        });
    }

    [Test]
    public async Task The_same_folders_are_scanned_on_a_host_with_the_hosts_own_python()
    {
        Write("scanned/tool.py", "import argparse\nargparse.ArgumentParser().add_argument('--x', required=True)\nprint('run')");
        Write("scanned/probe.bt", "kprobe:f { }");
        await DeployAsync(new ToolDeployment([_local.FullName]), "scanned/tool.py");
        var discovery = new ToolDiscovery { ScanDirectories = ["scanned", "absent"] };
        var here = await ToolScanner.ScanAsync(new LocalMachine([_local.FullName]), discovery, CancellationToken.None);
        var there = await ToolScanner.ScanAsync(new HostMachine(Host), discovery, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(
                there.Tools.Select(tool => (tool.Path, tool.Sha256)),
                Is.EqualTo(here.Tools.Select(tool => (tool.Path, tool.Sha256)))
            );
            Assert.That(there.Tools, Has.Count.EqualTo(2));
            Assert.That(there.Tools[1].Python!.Options.Single().Name, Is.EqualTo("--x"));
            Assert.That(there.Notes.Single(), Is.EqualTo(new ScanNote("vm-host", "absent", "there is no such folder")));
        });
    }

    [Test]
    public async Task A_tool_that_is_on_the_host_only_and_changes_there_within_a_session_is_refused()
    {
        await Host.RunCheckedAsync(
            new RemoteCommand($"mkdir -p {Host.WorkDir}/own && echo 1 > {Host.WorkDir}/own/tool.py"),
            CancellationToken.None
        );
        var deployment = new ToolDeployment([_local.FullName]);
        var first = await DeployAsync(deployment, "own/tool.py");
        Assert.That(await DeployAsync(deployment, "own/tool.py"), Is.EqualTo(first).And.Length.EqualTo(64));
        await Host.RunCheckedAsync(new RemoteCommand($"echo 2 > {Host.WorkDir}/own/tool.py"), CancellationToken.None);
        await Assert.ThatAsync(
            () => DeployAsync(deployment, "own/tool.py"),
            Throws
                .TypeOf<ToolFailedException>()
                .With.Message.Contains("own/tool.py on host")
                .And.Message.Contains("changed since this session began")
        );
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
