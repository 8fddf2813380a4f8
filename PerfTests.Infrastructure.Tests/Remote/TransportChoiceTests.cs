using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.SshNet;
using PerfTests.Infrastructure.Remote.SshNet.Settings;
using PerfTests.Infrastructure.Tests.Remote.SshNet.Settings;

namespace PerfTests.Infrastructure.Tests.Remote;

[TestFixture]
[Platform("Linux")]
internal sealed class TransportChoiceTests
{
    private static readonly SshTarget Target = new("one", "box") { WorkDir = "work" };

    private string _folder = "";
    private string _key = "";

    [OneTimeSetUp]
    public async Task MakeKey()
    {
        _folder = Directory.CreateTempSubdirectory("pt-choice-").FullName;
        _key = Path.Combine(_folder, "id");
        await LocalCommand.RunAsync(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", _key], CancellationToken.None);
    }

    [OneTimeTearDown]
    public void RemoveKey() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_key_that_is_named_and_can_be_used_needs_no_openssh_client_with_and_without_an_agent()
    {
        Assert.That(Reason(Target, Named(_key), hasAgent: true), Is.Null);
        Assert.That(Reason(Target, Named(_key), hasAgent: false), Is.Null);
    }

    [Test]
    public void Default_keys_need_no_openssh_client_where_there_is_no_agent() =>
        Assert.That(Reason(Target, Named(_key) with { NamesIdentities = false }, hasAgent: false), Is.Null);

    [Test]
    public void A_configuration_file_of_the_entry_is_for_the_openssh_client() =>
        Assert.That(Reason(Target with { ConfigFile = "/ssh.conf" }, Named(_key), hasAgent: false), Does.Contain("ssh_config of its own"));

    [Test]
    public void A_setting_that_the_library_cannot_follow_is_for_the_openssh_client_and_is_named() =>
        Assert.That(
            Reason(Target, Named(_key) with { Beyond = "proxycommand in /config" }, hasAgent: false),
            Is.EqualTo("proxycommand in /config")
        );

    [Test]
    public void A_setting_of_a_jump_host_counts_too() =>
        Assert.That(
            Reason(
                Target,
                Named(_key),
                hasAgent: false,
                Named(_key),
                Named(_key) with
                {
                    HostName = "second",
                    Beyond = "match in /config",
                }
            ),
            Is.EqualTo("match in /config, for the jump host second")
        );

    [Test]
    public void An_agent_that_may_hold_the_key_is_for_the_openssh_client()
    {
        Assert.That(
            Reason(Target, Named(_key) with { NamesIdentities = false }, hasAgent: true),
            Does.Contain("no identity_file names one")
        );
        Assert.That(Reason(Target, Named($"{_key}.pub"), hasAgent: true), Does.Contain("cannot be used without it"));
        Assert.That(
            Reason(Target, Named(_key), hasAgent: true, Named(_key) with { NamesIdentities = false }),
            Does.Contain("key of the jump host")
        );
    }

    [Test]
    public void A_key_that_cannot_be_used_stays_with_the_library_where_there_is_no_agent_for_it_tells_why() =>
        Assert.That(Reason(Target, Named(Path.Combine(_folder, "none")), hasAgent: false), Is.Null);

    [TestCase(Transport.OpenSsh, "the OpenSSH client")]
    [TestCase(Transport.SshNet, "SSH.NET")]
    public async Task What_the_entry_asks_for_is_taken(Transport transport, string name)
    {
        var target = Target with { KnownHostsFile = Path.Combine(_folder, "known"), IdentityFile = _key, Transport = transport };
        await using var chosen = TransportChoice.Make(target, () => _folder);
        Assert.That(chosen.Description, Does.StartWith(name));
    }

    [TestCase("ProxyCommand nc %h %p", "proxycommand in ")]
    [TestCase("Match all", "match in ")]
    [TestCase("Include */config", "include */config in ")]
    public void A_configuration_that_the_asked_for_library_cannot_follow_is_told_with_the_remedy(string config, string what)
    {
        using var home = new HomeFolder().Configure(config);
        Assert.That(
            () => TransportChoice.Make(Target with { Transport = Transport.SshNet }, home.Resolution, () => _folder),
            Throws
                .TypeOf<RemoteException>()
                .With.Message.StartsWith($"host one: SSH.NET cannot follow {what}{home.Config}. Remedy: write transport: auto")
        );
    }

    [Test]
    public void A_configuration_of_the_jump_host_that_the_library_cannot_follow_is_told_too()
    {
        using var home = new HomeFolder().Configure("Host bastion\n ProxyCommand nc %h %p");
        Assert.That(
            () => TransportChoice.Make(Target with { Transport = Transport.SshNet, JumpHost = "bastion" }, home.Resolution, () => _folder),
            Throws.TypeOf<RemoteException>().With.Message.Contains("for the jump host bastion")
        );
    }

    [Test]
    public async Task Left_to_itself_it_takes_the_openssh_client_for_such_a_configuration_and_the_library_else()
    {
        using var home = new HomeFolder().Configure($"Host box\n ProxyCommand nc %h %p\nHost *\n IdentityFile {_key}");
        await using var beyond = TransportChoice.Make(Target, home.Resolution, () => _folder);
        await using var plain = TransportChoice.Make(Target with { Address = "other" }, home.Resolution, () => _folder);
        Assert.That(beyond.Description, Is.EqualTo($"the OpenSSH client (proxycommand in {home.Config})"));
        Assert.That(plain.Description, Is.EqualTo("SSH.NET"));
    }

    [Test]
    public void A_configuration_that_cannot_be_read_names_the_host()
    {
        using var home = new HomeFolder().Configure("Include config");
        Assert.That(
            () => TransportChoice.Make(Target, home.Resolution, () => _folder),
            Throws.TypeOf<RemoteException>().With.Message.StartsWith("host one: the ssh configuration cannot be read")
        );
    }

    private static ClientSettings Named(string key) =>
        new()
        {
            HostName = "box",
            User = "root",
            IdentityFiles = [key],
            NamesIdentities = true,
        };

    private static string? Reason(SshTarget target, ClientSettings settings, bool hasAgent, params ClientSettings[] hops)
    {
        using var keys = PrivateKeys.Load(settings, null);
        return TransportChoice.OpenSshReason(target, settings, hops, keys, hasAgent);
    }
}
