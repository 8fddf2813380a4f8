using System.Diagnostics;
using System.Runtime.Versioning;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Tests.Remote.Folders;

/// <summary>Deleting on a host: the script, run by the shells of this machine.</summary>
[TestFixture("dash")]
[TestFixture("bash")]
[SupportedOSPlatform("linux")]
internal sealed class RemovalTests(string shell)
{
    private string _root = "";
    private string _work = "";
    private string _precious = "";

    [SetUp]
    public void MakeFolders()
    {
        _root = Directory.CreateTempSubdirectory("pt-removal-").FullName;
        _work = Directory.CreateDirectory(Path.Combine(_root, "work")).FullName;
        Directory.CreateDirectory(Path.Combine(_work, "it's a\\040tool", "below"));
        File.WriteAllText(Path.Combine(Tool, "below", "file"), "");
        Directory.CreateDirectory(Path.Combine(_root, "precious"));
        _precious = Path.Combine(_root, "precious", "data");
        File.WriteAllText(_precious, "precious");
    }

    [TearDown]
    public void DeleteFolders() => Directory.Delete(_root, recursive: true);

    private string Tool => Path.Combine(_work, "it's a\\040tool");

    [Test]
    public void A_folder_goes_with_its_content_and_its_links_but_not_with_what_they_point_to()
    {
        File.CreateSymbolicLink(Path.Combine(Tool, "to-folder"), Path.GetDirectoryName(_precious)!);
        File.CreateSymbolicLink(Path.Combine(Tool, "to-file"), _precious);
        Assert.That(Remove(Tool, _work), Is.EqualTo((0, "")));
        Assert.That(Remove(Tool, _work), Is.EqualTo((0, "")), "nothing is there any more");
        Assert.That((Directory.Exists(Tool), File.Exists(_precious)), Is.EqualTo((false, true)));
    }

    [TestCase("link")]
    [TestCase("link/")]
    public void A_link_at_the_path_itself_goes_alone(string name)
    {
        File.CreateSymbolicLink(Path.Combine(_work, "link"), Path.GetDirectoryName(_precious)!);
        Assert.That(Remove($"{_work}/{name}", _work), Is.EqualTo((0, "")));
        Assert.That((new FileInfo(Path.Combine(_work, "link")).LinkTarget, File.Exists(_precious)), Is.EqualTo(((string?)null, true)));
    }

    [TestCase("below")]
    [TestCase("")]
    public void Nothing_is_deleted_while_something_is_mounted_at_or_below_the_path(string where)
    {
        var point = Path.Combine(Tool, where).TrimEnd('/');
        using (TestMount.Bind(Path.GetDirectoryName(_precious)!, point))
        {
            var (status, error) = Remove(Tool, _work);
            Assert.That(status, Is.EqualTo(Removal.Refused));
            Assert.That(error, Does.Contain(point).And.Contain("unmount"));
        }
        Assert.That((File.Exists(_precious), File.Exists(Path.Combine(Tool, "below", "file"))), Is.EqualTo((true, true)));
    }

    [Test]
    public void A_memory_file_system_or_a_mounted_file_is_a_mount_too()
    {
        using (TestMount.Memory(Path.Combine(Tool, "below")))
            Assert.That(Remove(Tool, _work).Status, Is.EqualTo(Removal.Refused));
        using (TestMount.Bind(_precious, Path.Combine(Tool, "below", "file")))
            Assert.That(Remove(Tool, _work).Status, Is.EqualTo(Removal.Refused));
        Assert.That(File.ReadAllText(_precious), Is.EqualTo("precious"));
    }

    [TestCase("/")]
    [TestCase("")]
    [TestCase("WORK")]
    [TestCase("WORK/.")]
    [TestCase("WORK/..")]
    [TestCase("WORK/../precious")]
    [TestCase("WORK/way/precious")]
    [TestCase("ROOT/precious")]
    public void What_is_not_below_the_work_folder_is_never_deleted(string path)
    {
        File.CreateSymbolicLink(Path.Combine(_work, "way"), _root);
        var (status, error) = Remove(path.Replace("WORK", _work).Replace("ROOT", _root), _work);
        Assert.That((status, File.Exists(_precious), Directory.Exists(_work)), Is.EqualTo((Removal.Refused, true, true)), error);
    }

    [Test]
    public void A_work_folder_that_is_a_link_or_relative_is_followed()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "way"), _work);
        Assert.That(Remove("way/it's a\\040tool", "way"), Is.EqualTo((0, "")));
        Assert.That(Tool, Does.Not.Exist);
    }

    [Test]
    public void A_host_whose_mounts_cannot_be_read_keeps_its_files()
    {
        var (status, error) = Remove(Tool, _work, "awk() { return 1; }");
        Assert.That((status, Directory.Exists(Tool)), Is.EqualTo((Removal.Refused, true)), error);
    }

    [Test]
    public void An_rm_without_the_option_of_GNU_deletes_all_the_same()
    {
        var (status, error) = Remove(Tool, _work, "rm() { case $* in *--one*) return 1 ;; esac; command rm \"$@\"; }");
        Assert.That((status, Directory.Exists(Tool)), Is.EqualTo((0, false)), error);
    }

    private (int Status, string Error) Remove(string path, string below, string before = ":")
    {
        using var process = Process.Start(
            new ProcessStartInfo(shell, ["-c", $"{before}\n{Removal.Of(path, below)}"])
            {
                WorkingDirectory = _root,
                RedirectStandardError = true,
            }
        )!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
