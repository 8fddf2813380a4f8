using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Remote.OpenSsh;

[TestFixture]
internal sealed class SshTargetTests
{
    [Test]
    public void A_configured_host_is_reached_with_the_user_s_own_ssh_configuration_behind_it()
    {
        var target = SshTarget.Of(
            new SshHost
            {
                Id = "server",
                Host = "alias",
                User = "tester",
                Port = 2222,
                IdentityFile = "/keys/id",
                JumpHost = "bastion",
                Sudo = true,
                WorkDir = "/srv/pt",
            }
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                target.Options(),
                Is.SupersetOf(
                    new[]
                    {
                        "-oStrictHostKeyChecking=yes",
                        "-oBatchMode=yes",
                        "-oUser=tester",
                        "-oPort=2222",
                        "-oIdentityFile=/keys/id",
                        "-oProxyJump=bastion",
                    }
                )
            );
            Assert.That(target.Options(), Has.None.EqualTo("-Fnone"));
            Assert.That((target.Address, target.WorkDir, target.Sudo), Is.EqualTo(("alias", "/srv/pt", true)));
        });
    }

    [Test]
    public void What_the_set_leaves_open_is_left_to_ssh()
    {
        var target = SshTarget.Of(new SshHost { Id = "server", Host = "alias" });
        Assert.That(
            target.Options(),
            Has.None.StartsWith("-oUser=").And.None.StartsWith("-oPort=").And.None.StartsWith("-F").And.None.StartsWith("-oIdentit")
        );
    }

    [Test]
    public void An_own_configuration_file_takes_the_place_of_the_user_s() =>
        Assert.That(
            SshTarget
                .Of(
                    new SshHost
                    {
                        Id = "server",
                        Host = "alias",
                        SshConfig = "/set/ssh.conf",
                    }
                )
                .Options(),
            Does.Contain("-F/set/ssh.conf")
        );

    [Test]
    public void An_own_known_hosts_file_keeps_the_user_s_configuration_agent_and_known_hosts_out()
    {
        var target = new SshTarget("server", "192.0.2.1") { WorkDir = "work", KnownHostsFile = "/lab/known_hosts" };
        Assert.That(
            target.Options(),
            Is.SupersetOf(
                new[] { "-Fnone", "-oUserKnownHostsFile=/lab/known_hosts", "-oGlobalKnownHostsFile=/dev/null", "-oIdentityAgent=none" }
            )
        );
    }
}
