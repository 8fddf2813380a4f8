using System.Runtime.Versioning;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Tests.Remote.Folders;

[TestFixture]
[SupportedOSPlatform("linux")]
internal sealed class FileLockTests
{
    private string _folder = "";

    private string LockFile => Path.Combine(_folder, "lock");

    private string Precious => Path.Combine(_folder, "precious");

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("pt-lock-").FullName;
        File.WriteAllText(Precious, "precious");
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_lock_that_is_a_link_is_refused_and_its_target_is_as_it_was()
    {
        File.CreateSymbolicLink(LockFile, Precious);
        Assert.That(() => FileLock.TryTake(LockFile), Throws.InstanceOf<IOException>().With.Message.Contains("is a link"));
        Assert.That((FileLock.NoteIn(LockFile), File.ReadAllText(Precious)), Is.EqualTo(((string?)null, "precious")));
    }

    [Test]
    public void A_link_to_nothing_makes_no_file()
    {
        File.CreateSymbolicLink(LockFile, Path.Combine(_folder, "made"));
        Assert.That(() => FileLock.TryTake(LockFile), Throws.InstanceOf<IOException>());
        Assert.That(Path.Combine(_folder, "made"), Does.Not.Exist);
    }

    [TestCase("ln")]
    [TestCase("mkfifo")]
    public void A_second_name_of_another_file_or_a_pipe_is_no_lock(string program)
    {
        using (var made = System.Diagnostics.Process.Start(program, program == "ln" ? [Precious, LockFile] : [LockFile]))
            made.WaitForExit();
        Assert.That(() => FileLock.TryTake(LockFile), Throws.InstanceOf<IOException>().With.Message.Contains("not a plain file"));
        Assert.That(File.ReadAllText(Precious), Is.EqualTo("precious"));
    }

    [Test]
    public void The_lock_is_for_its_owner_alone_and_for_one_at_a_time()
    {
        using (FileLock.TryTake(LockFile))
        {
            Assert.That(File.GetUnixFileMode(LockFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(FileLock.TryTake(LockFile), Is.Null);
        }
        // A process that another test starts holds it too until it is the program that it is to be.
        Assert.That(
            () =>
            {
                using var next = FileLock.TryTake(LockFile);
                return next;
            },
            Is.Not.Null.After(5_000, 20)
        );
    }

    [Test]
    public void Without_leave_to_make_it_an_absent_lock_is_not_taken()
    {
        Assert.That(FileLock.TryTake(LockFile, mayCreate: false), Is.Null);
        Assert.That(LockFile, Does.Not.Exist);
    }

    [Test]
    public void What_a_holder_wrote_is_short_and_cannot_steer_a_terminal()
    {
        File.WriteAllText(LockFile, $"me\u001b[2J\n\u202e{new string('x', 100_000)}");
        Assert.That(FileLock.NoteIn(LockFile), Does.StartWith("me\\u001b[2J\\u000a\\u202exxx").And.Length.LessThan(300));
    }
}
