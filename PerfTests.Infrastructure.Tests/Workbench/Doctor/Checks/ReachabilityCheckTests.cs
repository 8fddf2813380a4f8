using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Workbench.Doctor;
using PerfTests.Workbench.Doctor.Checks;

namespace PerfTests.Infrastructure.Tests.Workbench.Doctor.Checks;

[TestFixture]
internal sealed class ReachabilityCheckTests
{
    private static readonly SshTarget Target = new("one", "192.0.2.1")
    {
        User = "perf",
        Port = 2222,
        IdentityFile = "/keys/id",
        WorkDir = "w",
    };

    [TestCase("ssh: connect to host 192.0.2.1 port 2222: Connection timed out", "does not answer", "firewall")]
    [TestCase("Connection timed out during banner exchange", "does not answer", "firewall")]
    [TestCase("ssh: connect to host 192.0.2.1 port 2222: No route to host", "does not answer", "firewall")]
    [TestCase("ssh: connect to host 192.0.2.1 port 2222: Connection refused", "port 2222 of 192.0.2.1 is closed", "sshd")]
    [TestCase("ssh: Could not resolve hostname one: Name or service not known", "nobody knows the name", "DNS")]
    [TestCase(
        "perf@192.0.2.1: Permission denied (publickey).",
        "log-in as perf is refused",
        "ssh-copy-id -i /keys/id -p 2222 perf@192.0.2.1"
    )]
    [TestCase(
        "No ED25519 host key is known for [192.0.2.1]:2222\nHost key verification failed.",
        "host key is unknown",
        "ssh-keyscan -p 2222 192.0.2.1"
    )]
    [TestCase(
        "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.",
        "host key changed",
        "ssh-keygen -R '[192.0.2.1]:2222'"
    )]
    [TestCase("WARNING: UNPROTECTED PRIVATE KEY FILE!\nPermission denied (publickey).", "others may read it", "chmod 600 /keys/id")]
    [TestCase("kex_exchange_identification: Connection closed by remote host", "kex_exchange", "ssh -v -p 2222 perf@192.0.2.1")]
    [TestCase("", "said nothing", "ssh -v")]
    public void Each_cause_is_told_apart_with_the_command_that_mends_it(string said, string found, string remedy)
    {
        var finding = ReachabilityCheck.Judge(Target, said);
        Assert.Multiple(() =>
        {
            Assert.That(finding.Status, Is.EqualTo(CheckStatus.Fail));
            Assert.That(finding.Found, Does.Contain(found));
            Assert.That(finding.Remedy, Does.Contain(remedy));
        });
    }

    [Test]
    public void A_changed_key_is_never_advised_to_be_just_added() =>
        Assert.That(
            ReachabilityCheck.Judge(Target, "REMOTE HOST IDENTIFICATION HAS CHANGED\nHost key verification failed.").Remedy,
            Does.StartWith("find out why").And.Not.Contain("ssh-keyscan")
        );

    [Test]
    public void The_key_of_an_alias_is_scanned_where_ssh_goes_and_added_to_the_file_that_ssh_reads()
    {
        var destination = new SshDestination("10.0.0.7", 2200, "/home/perf/.ssh/known two", HasProxy: false);
        Assert.That(
            ReachabilityCheck.Judge(Target with { Address = "edge" }, "Host key verification failed.", destination).Remedy,
            Does.Contain("ssh-keyscan -p 2200 10.0.0.7 >> '/home/perf/.ssh/known two'").And.Not.Contains("edge")
        );
    }

    [Test]
    public void Behind_a_proxy_of_ssh_config_no_key_is_scanned_from_here() =>
        Assert.That(
            ReachabilityCheck
                .Judge(Target, "Host key verification failed.", new SshDestination("10.0.0.7", 22, "k", HasProxy: true))
                .Remedy,
            Does.Not.Contain("ssh-keyscan")
        );

    [Test]
    public void Behind_a_jump_host_the_way_through_it_is_advised() =>
        Assert.That(
            ReachabilityCheck.Judge(Target with { JumpHost = "gate" }, "stdio forwarding failed").Remedy,
            Does.Contain("ssh gate true").And.Contain("ssh -J gate")
        );
}
