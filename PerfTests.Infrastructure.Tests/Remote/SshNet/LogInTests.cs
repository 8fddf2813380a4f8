using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet;

/// <summary>Keys of users against a real sshd.</summary>
[TestFixture]
[Category("Lab")]
internal sealed class LogInTests
{
    private const string Variable = "PERFTESTS_TEST_PASSPHRASE";

    private TestKeys _keys = null!;

    [SetUp]
    public void MakeFolder() => _keys = new TestKeys();

    [TearDown]
    public void RemoveFolder()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _keys.Dispose();
    }

    [TestCase("ed25519")]
    [TestCase("ecdsa")]
    [TestCase("ecdsa", "-b", "384")]
    [TestCase("ecdsa", "-b", "521")]
    [TestCase("rsa")]
    [TestCase("rsa", "-m", "PEM")]
    public async Task Every_usual_type_of_key_logs_in(string type, params string[] arguments)
    {
        var key = await _keys.MakeAsync("user", type, "", arguments);
        await using var sshd = await StartAsync(key);
        await AssertLogsInAsync(sshd, sshd.Target with { IdentityFile = key });
    }

    [TestCase("ed25519")]
    [TestCase("rsa", "-m", "PEM")]
    public async Task A_key_with_a_passphrase_takes_it_from_the_environment(string type, params string[] arguments)
    {
        var key = await _keys.MakeAsync("user", type, "right words", arguments);
        await using var sshd = await StartAsync(key);
        var target = sshd.Target with { IdentityFile = key, PassphraseVariable = Variable };
        AssertFails(sshd, target, $"needs a passphrase, and the environment variable {Variable} is not set. Remedy: set it");
        AssertFails(sshd, target with { PassphraseVariable = null }, "needs a passphrase. Remedy: name the environment variable");
        Environment.SetEnvironmentVariable(Variable, "wrong words");
        AssertFails(sshd, target, $"Remedy: check the passphrase in {Variable}");
        Environment.SetEnvironmentVariable(Variable, "right words");
        await AssertLogsInAsync(sshd, target);
    }

    [Test]
    public async Task A_certificate_of_the_user_beside_the_key_logs_in()
    {
        var (authority, key) = (await _keys.MakeAsync("ca", "ed25519"), await _keys.MakeAsync("user", "ed25519"));
        await using var sshd = await TestSshd.StartAsync(
            Transport.SshNet,
            // All others, so that the two agree on what they would by themselves.
            "KexAlgorithms -diffie-hellman-group14-sha256",
            $"TrustedUserCAKeys {authority}.pub",
            $"AuthorizedPrincipalsFile {_keys.Folder}/principals"
        );
        await File.WriteAllTextAsync(Path.Combine(_keys.Folder, "principals"), "tester\n");
        var target = sshd.Target with { IdentityFile = key };
        AssertFails(sshd, target, "Permission denied");
        await TestKeys.SignAsync(authority, key, "-n", "tester");
        await AssertLogsInAsync(sshd, target);
    }

    [Test]
    public async Task A_key_that_is_not_there_is_told_with_the_remedy()
    {
        await using var sshd = await TestSshd.StartAsync(Transport.SshNet);
        AssertFails(
            sshd,
            sshd.Target with
            {
                IdentityFile = Path.Combine(_keys.Folder, "none"),
            },
            "does not exist on this machine. Remedy:"
        );
        var broken = Path.Combine(_keys.Folder, "broken");
        await File.WriteAllTextAsync(broken, "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
        AssertFails(sshd, sshd.Target with { IdentityFile = broken }, $"the key {broken} cannot be used");
    }

    [Test]
    public async Task A_login_shell_that_knows_no_posix_grammar_runs_commands()
    {
        // Stands for csh and fish: it takes a line of simple words alone, and no assignment, function or loop.
        var shell = Path.Combine(_keys.Folder, "shell");
        await File.WriteAllTextAsync(
            shell,
            "case $SSH_ORIGINAL_COMMAND in if*|for*|[A-Z]*=*|*'${'*|*'() {'*) echo 'Illegal variable name.' >&2; exit 1;; esac\n"
                + "exec /bin/sh -c \"$SSH_ORIGINAL_COMMAND\"\n"
        );
        await using var sshd = await TestSshd.StartAsync(Transport.SshNet, $"ForceCommand /bin/sh {shell}");
        await AssertLogsInAsync(sshd, sshd.Target);
    }

    private Task<TestSshd> StartAsync(string key)
    {
        var authorized = Path.Combine(_keys.Folder, "authorized");
        File.Copy($"{key}.pub", authorized);
        return TestSshd.StartAsync(Transport.SshNet, $"Match all\nAuthorizedKeysFile {authorized}");
    }

    private static async Task AssertLogsInAsync(TestSshd sshd, SshTarget target) =>
        Assert.That(
            (await sshd.Connect(target).RunAsync(new RemoteCommand("x=in; echo $x"), CancellationToken.None)).Output,
            Is.EqualTo("in\n")
        );

    private static void AssertFails(TestSshd sshd, SshTarget target, string said) =>
        Assert.That(
            () => sshd.Connect(target).RunAsync(new RemoteCommand("true"), CancellationToken.None),
            Throws.TypeOf<RemoteException>().With.Message.StartsWith("host one: ").And.Message.Contains(said)
        );
}
