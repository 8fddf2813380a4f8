using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Tests.Remote.Folders;

[TestFixture]
internal sealed class SocketFolderTests
{
    private static readonly string Long = "/" + new string('a', 90);

    private static IEnumerable<TestCaseData> Folders =>
        [
            new TestCaseData("/tmp", "/tmp").SetName("A plain temporary folder is used"),
            new TestCaseData("/var/tmp/job_1.2-3", "/var/tmp/job_1.2-3").SetName("So is one with dots and dashes"),
            new TestCaseData("/tmp/a b", "/tmp").SetName("A blank is avoided, at which scp would split the path"),
            new TestCaseData("/tmp/50%h", "/tmp").SetName("A percent sign is avoided, which ssh takes for a variable"),
            new TestCaseData(Long, "/tmp").SetName("A path is avoided that no socket can have"),
        ];

    [TestCaseSource(nameof(Folders))]
    public void Sockets_lie_where_ssh_can_use_their_path(string temporaryFolder, string parent) =>
        Assert.That(SocketFolder.ParentFor(temporaryFolder), Is.EqualTo(parent));

    [Test]
    public void The_longest_path_of_a_socket_fits_with_the_name_that_ssh_makes_it_under()
    {
        var parent = Enumerable
            .Range(1, 107)
            .Select(length => "/" + new string('a', length))
            .Last(path => SocketFolder.ParentFor(path) == path);
        var socket = $"{parent}/perftests-12345678/{SocketFolder.NameFor(new string('h', 300), 9999)}";
        Assert.That($"{socket}.abcdefghijklmnop", Has.Length.LessThanOrEqualTo(107));
        Assert.That(SocketFolder.NameFor("a", 1), Is.Not.EqualTo(SocketFolder.NameFor("b", 1)));
    }

    [TestCase("/no/such/folder", "/tmp")]
    [TestCase("/proc/", "/proc")]
    public void A_temporary_folder_that_does_not_exist_is_not_used(string named, string used) =>
        Assert.That(TemporaryFolder.Of(named), Is.EqualTo(used));
}
