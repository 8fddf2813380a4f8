using System.Runtime.Versioning;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Tests.Remote.Folders;

/// <summary>Deleting on this machine.</summary>
[TestFixture]
[SupportedOSPlatform("linux")]
internal sealed class FolderRemovalTests
{
    private string _root = "";
    private string _folder = "";
    private string _precious = "";

    [SetUp]
    public void MakeFolders()
    {
        _root = Directory.CreateTempSubdirectory("pt-removal-").FullName;
        _folder = Directory.CreateDirectory(Path.Combine(_root, "lab of\tus", "below")).Parent!.FullName;
        File.WriteAllText(Path.Combine(_folder, "below", "file"), "");
        Directory.CreateDirectory(Path.Combine(_root, "precious"));
        _precious = Path.Combine(_root, "precious", "data");
        File.WriteAllText(_precious, "precious");
    }

    [TearDown]
    public void DeleteFolders() => Directory.Delete(_root, recursive: true);

    [Test]
    public void A_folder_goes_with_its_content()
    {
        FolderRemoval.Delete(_folder + "/");
        Assert.That(_folder, Does.Not.Exist);
        Assert.That(() => FolderRemoval.Delete(_folder), Throws.Nothing);
    }

    [TestCase("below")]
    [TestCase("")]
    public void What_is_mounted_at_or_below_a_folder_keeps_all_of_it_and_is_named(string where)
    {
        var point = Path.Combine(_folder, where).TrimEnd('/');
        using (TestMount.Bind(Path.GetDirectoryName(_precious)!, point))
        {
            Assert.That(
                () => FolderRemoval.Delete(_folder),
                Throws.TypeOf<MountedException>().With.Message.Contains(point).And.Message.Contains("umount")
            );
        }
        Assert.That(_precious, Does.Exist);
        Assert.That(Path.Combine(_folder, "below", "file"), Does.Exist);
    }

    [Test]
    public void A_file_that_is_mounted_over_another_is_found_too()
    {
        using (TestMount.Bind(_precious, Path.Combine(_folder, "below", "file")))
            Assert.That(() => FolderRemoval.Delete(_folder), Throws.TypeOf<MountedException>());
        Assert.That(File.ReadAllText(_precious), Is.EqualTo("precious"));
    }

    [Test]
    public void A_mount_is_found_when_the_folder_is_reached_through_a_link()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "way"), _root);
        using (TestMount.Memory(Path.Combine(_folder, "below")))
            Assert.That(() => FolderRemoval.Delete(Path.Combine(_root, "way", "lab of\tus")), Throws.TypeOf<MountedException>());
    }

    [Test]
    public void A_link_goes_and_what_it_points_to_stays()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "to-folder"), Path.GetDirectoryName(_precious)!);
        File.CreateSymbolicLink(Path.Combine(_folder, "to-file"), _precious);
        File.CreateSymbolicLink(Path.Combine(_root, "itself"), Path.GetDirectoryName(_precious)!);
        FolderRemoval.Delete(_folder);
        FolderRemoval.Delete(Path.Combine(_root, "itself"));
        Assert.Multiple(() =>
        {
            Assert.That(_folder, Does.Not.Exist);
            Assert.That(File.Exists(Path.Combine(_root, "itself")), Is.False);
            Assert.That(_precious, Does.Exist);
        });
    }

    [Test]
    public void The_root_of_everything_is_no_folder_to_delete() => Assert.That(() => FolderRemoval.Delete("/"), Throws.ArgumentException);
}
