using System.Runtime.Versioning;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Tests.Remote.Folders;

[TestFixture]
[SupportedOSPlatform("linux")]
internal sealed class PrivateFolderTests
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private string _root = "";

    private string Folder => Path.Combine(_root, "locks");

    [SetUp]
    public void MakeRoot() => _root = Directory.CreateTempSubdirectory("pt-private-").FullName;

    [TearDown]
    public void DeleteRoot() => Directory.Delete(_root, recursive: true);

    [Test]
    public void It_is_made_for_its_owner_alone_and_found_again()
    {
        PrivateFolder.Require(Folder);
        PrivateFolder.Require(Folder);
        Assert.That(File.GetUnixFileMode(Folder), Is.EqualTo(OwnerAlone));
    }

    [Test]
    public void A_folder_that_others_may_write_to_is_refused()
    {
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, OwnerAlone | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        Assert.That(
            () => PrivateFolder.Require(Folder),
            Throws.InstanceOf<IOException>().With.Message.Contains("written to by other users")
        );
    }

    [Test]
    public void A_link_or_a_file_in_its_place_is_refused()
    {
        File.CreateSymbolicLink(Folder, _root);
        Assert.That(() => PrivateFolder.Require(Folder), Throws.InstanceOf<IOException>().With.Message.Contains("is a link"));
        File.Delete(Folder);
        File.WriteAllText(Folder, "");
        Assert.That(() => PrivateFolder.Require(Folder), Throws.InstanceOf<IOException>().With.Message.Contains("not a folder"));
    }

    [Test]
    public void A_folder_of_another_user_is_refused()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("to give a folder away needs root");
        Directory.CreateDirectory(Folder);
        using (var chown = System.Diagnostics.Process.Start("chown", ["65534", Folder]))
            chown.WaitForExit();
        Assert.That(() => PrivateFolder.Require(Folder), Throws.InstanceOf<IOException>().With.Message.Contains("belongs to user 65534"));
    }

    [TestCase(0u, null, "/run/perftests")]
    [TestCase(0u, "/", "/run/perftests")]
    [TestCase(1000u, "/", "/perftests")]
    [TestCase(1000u, "/no/such/folder", "/tmp/perftests-1000")]
    [TestCase(1000u, "relative", "/tmp/perftests-1000")]
    [TestCase(1000u, null, "/tmp/perftests-1000")]
    public void Each_user_has_one_of_its_own(uint user, string? runtimeFolder, string folder) =>
        Assert.That(PrivateFolder.At(user, runtimeFolder, "/tmp"), Is.EqualTo(folder));
}
