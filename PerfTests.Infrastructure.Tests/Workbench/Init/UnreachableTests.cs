using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Remote.SshNet.Settings;
using PerfTests.Infrastructure.Tests.Remote.SshNet.Settings;
using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed class UnreachableTests
{
    private static readonly SshTarget Target = new("server", "edge")
    {
        User = "perf",
        ConfigFile = "/home/perf/site config",
        WorkDir = "w",
    };

    private static readonly SshDestination Destination = new("192.0.2.7", 2222, "/home/perf/.ssh/known_hosts", HasProxy: false);

    [Test]
    public void An_unknown_key_is_to_be_compared_and_added_by_a_person()
    {
        var message = Unreachable
            .Explain(
                Target,
                Destination,
                "No ED25519 host key is known for edge and you have requested strict checking.\nHost key verification failed."
            )
            .Message;
        Assert.That(
            message,
            Does.StartWith("host server: its host key is unknown, and init accepts none by itself")
                .And.Contains("ssh -F '/home/perf/site config' perf@edge")
                .And.Contains("ssh-keyscan -p 2222 192.0.2.7 | ssh-keygen -lf -")
                .And.Contains("ssh-keyscan -p 2222 192.0.2.7 >> /home/perf/.ssh/known_hosts")
        );
    }

    [Test]
    public void Behind_a_jump_host_no_keyscan_is_proposed() =>
        Assert.That(
            Unreachable.Explain(Target, Destination with { HasProxy = true }, "Host key verification failed.").Message,
            Does.Contain("log in once by hand").And.Not.Contains("ssh-keyscan")
        );

    [Test]
    public void A_changed_key_is_never_proposed_to_be_added() =>
        Assert.That(
            Unreachable
                .Explain(Target, Destination, "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.")
                .Message,
            Does.Contain("its host key changed").And.Contains("find out why").And.Not.Contains("accepts none")
        );

    [TestCase("ssh: connect to host 192.0.2.7 port 2222: Connection refused", "port 2222 of 192.0.2.7 is closed")]
    [TestCase("perf@edge: Permission denied (publickey).", "log-in is refused")]
    [TestCase("ssh: Could not resolve hostname edge: Name or service not known", "nobody knows the name")]
    public void Other_causes_are_told_apart_with_where_ssh_went(string said, string found) =>
        Assert.That(
            Unreachable.Explain(Target, Destination, said).Message,
            Does.Contain(found).And.Contains("Remedy: ").And.Not.Contains("ssh-hosts.yaml")
        );

    [Test]
    public void Where_ssh_goes_is_read_from_the_user_s_configuration()
    {
        using var home = new HomeFolder();
        home.Configure("Host edge\n  HostName 198.18.1.2\n  UserKnownHostsFile ~/known\n  ProxyCommand none\n");
        Assert.That(
            SshDestination.Of(Target with { Port = null, ConfigFile = null, KnownHostsFile = null }, home.Resolution),
            Is.EqualTo(new SshDestination("198.18.1.2", 22, $"{home.Home}/known", HasProxy: false))
        );
    }

    [Test]
    public void Without_settings_it_is_the_target_itself() =>
        Assert.That(
            SshDestination.Of(Target with { Port = 23 }, new SettingsResolution("/nowhere", "/nowhere")),
            Has.Property("Host").EqualTo("edge").And.Property("Port").EqualTo(23)
        );
}
