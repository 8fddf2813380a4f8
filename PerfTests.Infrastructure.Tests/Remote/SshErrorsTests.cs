using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Remote;

[TestFixture]
internal sealed class SshErrorsTests
{
    [TestCase("No ED25519 host key is known for 192.0.2.1 and you have requested strict checking.\nHost key verification failed.", "add the host's key")]
    [TestCase("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.", "the host's key changed")]
    [TestCase("root@192.0.2.1: Permission denied (publickey).", "identity_file")]
    [TestCase("ssh: connect to host 192.0.2.1 port 22: Connection refused", "sshd runs there")]
    [TestCase("ssh: connect to host 192.0.2.1 port 22: Connection timed out", "the host is up")]
    [TestCase("ssh: connect to host 192.0.2.1 port 22: No route to host", "the host is up")]
    [TestCase("ssh: connect to host 192.0.2.1 port 22: Network is unreachable", "the host is up")]
    [TestCase("ssh: Could not resolve hostname nobody: Name or service not known", "check host in ssh-hosts.yaml")]
    [TestCase("sudo: a password is required", "NOPASSWD")]
    [TestCase("sh: 1: base64: not found", "base64")]
    public void A_known_cause_comes_with_its_remedy(string said, string remedy)
    {
        var text = SshErrors.Explain(said, 255);
        Assert.That(text, Does.StartWith(said).And.Contain("Remedy: ").And.Contain(remedy));
    }

    [Test]
    public void An_unknown_cause_is_told_as_it_is() =>
        Assert.That(SshErrors.Explain("kex_exchange_identification: read: odd", 255), Is.EqualTo("kex_exchange_identification: read: odd"));

    [Test]
    public void Silence_tells_the_exit_code() => Assert.That(SshErrors.Explain("", 255), Does.Contain("exit code 255"));
}
