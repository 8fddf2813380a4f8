using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Tests.Remote.Folders;

[TestFixture]
internal sealed class MountTableTests
{
    private static readonly string[] Table =
    [
        "28 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw",
        "40 28 0:23 / /srv/lab-1 rw,nosuid - tmpfs tmpfs rw",
        "41 28 254:1 /home/a /srv/lab-1/tools\\040of\\011a\\134b rw - ext4 /dev/vda1 rw",
        "42 28 254:1 /home/a\\040b /srv/lab-10 rw shared:3 master:2 - ext4 /dev/vda1 rw",
        "43 28 254:1 /x /srv/lab-2/a\\134040b rw - ext4 /dev/vda1 rw",
        "cut off",
    ];

    [TestCase("/srv/lab-1", "/srv/lab-1", "/srv/lab-1/tools of\ta\\b")]
    [TestCase("/srv/lab-1/tools of\ta\\b", "/srv/lab-1/tools of\ta\\b")]
    [TestCase("/srv/lab-2", "/srv/lab-2/a\\040b")]
    [TestCase("/srv/lab-3")]
    [TestCase("/srv/lab")]
    public void The_mounts_at_a_path_and_below_it_are_found_by_their_plain_names(string path, params string[] mounts) =>
        Assert.That(MountTable.AtOrBelow(path, Table), Is.EqualTo(mounts));
}
