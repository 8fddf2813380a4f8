using PerfTests.Infrastructure.Lab;

namespace PerfTests.Infrastructure.Tests.Lab;

[TestFixture]
internal sealed class SshServerTests
{
    private static readonly SshServer Server = new(
        "perftests-0-a",
        "198.18.0.2",
        "/run/perftests/lab-0/a",
        "/run/perftests/lab-0/id_ed25519.pub",
        "/var/lib/perftests/lab-0/a"
    );

    [Test]
    public void The_server_listens_on_its_management_address_only_and_takes_one_key()
    {
        var lines = Server.Configuration(usePam: false).Split('\n');
        Assert.That(
            lines,
            Is.SupersetOf(
                new[]
                {
                    "ListenAddress 198.18.0.2:22",
                    "HostKey /run/perftests/lab-0/a/host_key",
                    "AuthorizedKeysFile /run/perftests/lab-0/id_ed25519.pub",
                    "PasswordAuthentication no",
                    "SetEnv SHLVL=1 PERFTESTS_WORKDIR=/var/lib/perftests/lab-0/a",
                    "UsePAM no",
                }
            )
        );
    }

    [TestCase("root:!:19000:0:99999:7:::", true)]
    [TestCase("root:!$6$salt$hash:19000:0:99999:7:::", true)]
    [TestCase("root:*:19000:0:99999:7:::", false)]
    [TestCase("daemon:!:19000:0:99999:7:::", false)]
    [TestCase("", false)]
    public void A_locked_root_account_is_recognised(string shadow, bool locked)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, shadow + "\n");
            Assert.That(SshServer.IsRootLocked(file), Is.EqualTo(locked));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
