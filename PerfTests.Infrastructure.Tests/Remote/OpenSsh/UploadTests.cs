using System.Runtime.Versioning;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.OpenSsh;

[TestFixture(Transport.SshNet)]
[TestFixture(Transport.OpenSsh)]
[Category("Lab")]
[SupportedOSPlatform("linux")]
internal sealed class UploadTests(Transport transport)
{
    private RemoteLab? _lab;
    private DirectoryInfo _source = null!;

    private ShellHost Host => _lab!["vm-host"];

    [OneTimeSetUp]
    public async Task RaiseLab()
    {
        _lab = await RemoteLab.RaiseAsync(transport);
        _source = Directory.CreateTempSubdirectory("pt-source-");
    }

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is null)
            return;
        await _lab.DisposeAsync();
        _source.Delete(recursive: true);
    }

    [Test]
    public async Task A_file_arrives_byte_for_byte_with_its_mode_in_a_folder_that_is_made()
    {
        var file = Source("tool.py", [0, 1, 255, 10, 13]);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var there = $"{Host.WorkDir}/new/folder/tool.py";
        await Host.UploadAsync(file, there, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllBytes(there), Is.EqualTo(new byte[] { 0, 1, 255, 10, 13 }));
            Assert.That(File.GetUnixFileMode(there) & UnixFileMode.UserExecute, Is.Not.Zero);
        });
    }

    [Test]
    public async Task A_file_replaces_what_is_there_and_leaves_nothing_beside_it()
    {
        var there = $"{Host.WorkDir}/replaced/file";
        await Host.UploadAsync(Source("long", new byte[1000]), there, CancellationToken.None);
        await Host.UploadAsync(Source("short", [7]), there, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllBytes(there), Is.EqualTo(new byte[] { 7 }));
            Assert.That(Directory.GetFileSystemEntries(Path.GetDirectoryName(there)!), Has.Length.EqualTo(1));
        });
    }

    [Test]
    public async Task A_folder_arrives_whole_and_replaces_the_one_that_is_there()
    {
        var first = _source.CreateSubdirectory("first");
        await File.WriteAllTextAsync(Path.Combine(first.FullName, "old"), "old");
        var second = _source.CreateSubdirectory("second");
        second.CreateSubdirectory("below").CreateSubdirectory("empty");
        await File.WriteAllTextAsync(Path.Combine(second.FullName, "below", "new"), "new");
        var there = $"{Host.WorkDir}/tools/suite";
        await Host.UploadAsync(first.FullName, there, CancellationToken.None);
        await Host.UploadAsync(second.FullName, there, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(
                Directory.GetFileSystemEntries(there, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(there, path)),
                Is.EquivalentTo(new[] { "below", "below/empty", "below/new" })
            );
            Assert.That(Directory.GetFileSystemEntries(Path.GetDirectoryName(there)!), Has.Length.EqualTo(1));
        });
    }

    [TestCase("it's \"quoted\" & $(odd) *")]
    [TestCase("-r")]
    public async Task A_hostile_name_is_only_a_name(string name)
    {
        var there = $"{Host.WorkDir}/hostile/{name}";
        await Host.UploadAsync(Source(name, [1]), there, CancellationToken.None);
        Assert.That(File.ReadAllBytes(there), Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public async Task A_copy_that_fails_says_which_and_leaves_what_is_there()
    {
        var there = $"{Host.WorkDir}/kept/file";
        await Host.UploadAsync(Source("kept", [1]), there, CancellationToken.None);
        Assert.That(
            () => Host.UploadAsync(Path.Combine(_source.FullName, "absent"), there, CancellationToken.None),
            Throws.TypeOf<RemoteException>().With.Message.Contains("vm-host").And.Message.Contains("absent")
        );
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllBytes(there), Is.EqualTo(new byte[] { 1 }));
            Assert.That(Directory.GetFileSystemEntries(Path.GetDirectoryName(there)!), Has.Length.EqualTo(1));
        });
    }

    [Test]
    public async Task A_copy_that_is_cancelled_at_any_moment_leaves_nothing_half_copied()
    {
        var source = Source("large", new byte[40 * 1024 * 1024]);
        var folder = $"{Host.WorkDir}/cancelled";
        for (var milliseconds = 20; milliseconds <= 80; milliseconds += 20)
        {
            using var cancellation = new CancellationTokenSource(milliseconds);
            try
            {
                await Host.UploadAsync(source, $"{folder}/file", cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.That(LocalProcesses.With($"{folder}/"), Is.Empty, "no tar runs on");
            }
        }
        Assert.That(Directory.Exists(folder) ? Directory.GetFiles(folder).Where(file => new FileInfo(file).Name != "file") : [], Is.Empty);
    }

    private string Source(string name, byte[] content)
    {
        var file = Path.Combine(_source.FullName, name);
        File.WriteAllBytes(file, content);
        return file;
    }
}
