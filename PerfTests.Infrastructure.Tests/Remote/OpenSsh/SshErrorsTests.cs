using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Remote.OpenSsh;

[TestFixture]
internal sealed class SshErrorsTests
{
    [TestCase(
        "No ED25519 host key is known for 192.0.2.1 and you have requested strict checking.\nHost key verification failed.",
        "add the host's key"
    )]
    [TestCase("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.", "the host's key changed")]
    [TestCase("root@192.0.2.1: Permission denied (publickey).", "identity_file")]
    [TestCase("ssh: connect to host 192.0.2.1 port 22: Connection refused", "sshd runs there")]
    [TestCase("ssh: connect to host 192.0.2.1 port 22: Connection timed out", "the host is up")]
    [TestCase("ssh: connect to host 192.0.2.1 port 22: No route to host", "the host is up")]
    [TestCase("ssh: connect to host 192.0.2.1 port 22: Network is unreachable", "the host is up")]
    [TestCase("ssh: Could not resolve hostname nobody: Name or service not known", "check host in ssh-hosts.yaml")]
    [TestCase("kex_exchange_identification: Connection closed by remote host\nConnection closed by 192.0.2.1 port 22", "MaxStartups")]
    [TestCase("kex_exchange_identification: read: Connection reset by peer", "fail2ban")]
    [TestCase("mux_client_request_session: session request failed: Session open refused by peer", "MaxSessions")]
    [TestCase("unix_listener: path \"/x/y\" too long for Unix domain socket", "TMPDIR")]
    [TestCase("sudo: a password is required", "NOPASSWD")]
    [TestCase("sh: 1: setsid: not found", "setsid")]
    public void A_known_cause_comes_with_its_remedy(string said, string remedy)
    {
        var text = SshErrors.Explain(said, 255);
        Assert.That(text, Does.StartWith(said.Replace("\n", "; ").TrimEnd('.')).And.Contain("Remedy: ").And.Contain(remedy));
    }

    [Test]
    public void A_changed_key_is_removed_from_the_file_and_under_the_name_that_ssh_says()
    {
        const string said = """
            @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
            @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
            @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
            IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
            Add correct host key in /home/me/my keys/known_hosts to get rid of this message.
            Offending ED25519 key in /home/me/my keys/known_hosts:12
            Host key for [lab-3.example]:2222 has changed and you have requested strict checking.
            Host key verification failed.
            """;
        Assert.That(SshErrors.OldKeyRemoval(said), Is.EqualTo("ssh-keygen -R '[lab-3.example]:2222' -f '/home/me/my keys/known_hosts'"));
        Assert.That(
            SshErrors.Explain(said, 255),
            Does.Contain("find out why").And.Contain("(ssh-keygen -R '[lab-3.example]:2222'").And.Not.Contain("\n")
        );
    }

    [Test]
    public void What_ssh_says_at_length_is_shortened_to_its_last_words() =>
        Assert.That(
            SshErrors.Explain($"{new string('x', 1_000_000)}\nroot@one: Permission denied (publickey).", 255),
            Has.Length.LessThan(500).And.Contain("root@one: Permission denied (publickey). Remedy: ")
        );

    // A command is tried again only when it certainly did not run.
    [TestCase(
        "mux_client_request_session: session request failed: Session open refused by peer\nkex_exchange_identification: Connection "
            + "closed by remote host",
        true
    )]
    [TestCase("kex_exchange_identification: Connection closed by remote host", true)]
    [TestCase(
        "mux_client_request_session: read from master failed: Broken pipe\nkex_exchange_identification: Connection closed by remote host",
        false
    )]
    [TestCase("client_loop: send disconnect: Broken pipe", false)]
    [TestCase("", false)]
    public void A_refused_session_is_told_from_a_lost_one(string said, bool isRefused) =>
        Assert.That(SshErrors.IsSessionRefused(said), Is.EqualTo(isRefused));

    [Test]
    public void An_unknown_cause_is_told_as_it_is() =>
        Assert.That(SshErrors.Explain("kex_exchange_identification: read: odd", 255), Is.EqualTo("kex_exchange_identification: read: odd"));

    [Test]
    public void Silence_tells_the_exit_code() => Assert.That(SshErrors.Explain("", 255), Does.Contain("exit code 255"));
}
