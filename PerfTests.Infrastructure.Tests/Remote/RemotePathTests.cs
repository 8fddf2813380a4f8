using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Remote;

[TestFixture]
internal sealed class RemotePathTests
{
    [TestCase("/home/perf", "perftests", "/home/perf/perftests")]
    [TestCase("/home/perf/", "./a//b/", "/home/perf/a/b")]
    [TestCase("/home/perf", "~/perftests", "/home/perf/perftests")]
    [TestCase("/home/perf", "~", "/home/perf")]
    [TestCase("/home/perf", "~other/x", "/home/perf/~other/x")]
    [TestCase("/", "perftests", "/perftests")]
    [TestCase("/root", "/srv/with/../dots", "/srv/with/../dots")]
    [TestCase("/root", "../../../var/lib/x", "/var/lib/x")]
    [TestCase("/home/with blank", "a b", "/home/with blank/a b")]
    public void A_relative_path_lies_below_the_login_folder(string loginFolder, string path, string expected) =>
        Assert.That(RemotePath.Below(loginFolder, path), Is.EqualTo(expected));
}
