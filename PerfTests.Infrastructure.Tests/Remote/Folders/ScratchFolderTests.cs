using System.Runtime.Versioning;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Tests.Remote.Folders;

[TestFixture]
[SupportedOSPlatform("linux")]
internal sealed class ScratchFolderTests
{
    private string _parent = "";

    [SetUp]
    public void MakeParent() => _parent = Directory.CreateTempSubdirectory("pt scratch 50% ").FullName;

    [TearDown]
    public void DeleteParent() => Directory.Delete(_parent, recursive: true);

    [Test]
    public void It_is_for_its_owner_alone_and_goes_with_its_content()
    {
        string path;
        using (var scratch = ScratchFolder.Create(_parent))
        {
            path = scratch.Path;
            Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
            Directory.CreateDirectory(Path.Combine(path, "below"));
        }
        Assert.That(path, Does.Not.Exist);
    }

    [Test]
    public void What_a_killed_process_left_is_removed_and_what_a_living_one_has_is_not()
    {
        var killed = Left("perftests-killed", withOwner: true);
        using var living = ScratchFolder.Create(_parent);
        using var another = ScratchFolder.Create(_parent);
        Assert.That((Directory.Exists(killed), Directory.Exists(living.Path)), Is.EqualTo((false, true)));
    }

    [Test]
    public void A_folder_is_not_taken_for_ours_by_its_name()
    {
        var named = Left("perftests-notes", withOwner: false);
        var target = Left("elsewhere", withOwner: true);
        File.CreateSymbolicLink(Path.Combine(_parent, "perftests-link"), target);
        var open = Left("perftests-open", withOwner: true);
        File.SetUnixFileMode(open, File.GetUnixFileMode(open) | UnixFileMode.OtherWrite);
        var linked = Left("perftests-linked-owner", withOwner: false);
        File.CreateSymbolicLink(Path.Combine(linked, ScratchFolder.OwnerFile), Path.Combine(target, ScratchFolder.OwnerFile));
        using var scratch = ScratchFolder.Create(_parent);
        foreach (var folder in new[] { named, target, open, linked })
            Assert.That(Path.Combine(folder, "content"), Does.Exist);
    }

    [Test]
    public void What_somebody_mounted_in_it_keeps_it()
    {
        var target = Left("elsewhere", withOwner: false);
        using var scratch = ScratchFolder.Create(_parent);
        var point = Directory.CreateDirectory(Path.Combine(scratch.Path, "mount point")).FullName;
        using (TestMount.Bind(target, point))
        {
            scratch.Dispose();
            using var next = ScratchFolder.Create(_parent);
            Assert.That(Path.Combine(target, "content"), Does.Exist);
        }
    }

    private string Left(string name, bool withOwner)
    {
        var path = Directory.CreateDirectory(Path.Combine(_parent, name)).FullName;
        File.WriteAllText(Path.Combine(path, "content"), "");
        if (withOwner)
            FileLock.TryTake(Path.Combine(path, ScratchFolder.OwnerFile))!.Dispose();
        return path;
    }
}
