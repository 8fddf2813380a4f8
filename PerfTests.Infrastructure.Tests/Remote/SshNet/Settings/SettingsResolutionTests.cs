using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet.Settings;

[TestFixture]
internal sealed class SettingsResolutionTests
{
    private const string Debian = """
        Include /etc/ssh/ssh_config.d/*.conf

        Host *
        #   ForwardAgent no
            SendEnv LANG LC_*
            HashKnownHosts yes
            GSSAPIAuthentication yes
        """;

    private HomeFolder _home = null!;

    [SetUp]
    public void MakeHome() => _home = new HomeFolder();

    [TearDown]
    public void RemoveHome() => _home.Dispose();

    [Test]
    public void Without_any_configuration_the_defaults_of_ssh_count()
    {
        _home.Write(".ssh/id_rsa", "").Write(".ssh/id_ed25519", "");
        var settings = _home.Resolve("box");
        Assert.Multiple(() =>
        {
            Assert.That((settings.HostName, settings.Port, settings.User), Is.EqualTo(("box", 22, Environment.UserName)));
            Assert.That(settings.NamesIdentities, Is.False);
            Assert.That(settings.IdentityFiles, Is.EqualTo(new[] { $"{_home.Ssh}/id_ed25519", $"{_home.Ssh}/id_rsa" }));
            Assert.That(
                settings.KnownHostsFiles,
                Is.EqualTo(
                    new[]
                    {
                        $"{_home.Ssh}/known_hosts",
                        $"{_home.Ssh}/known_hosts2",
                        $"{_home.System}/ssh_known_hosts",
                        $"{_home.System}/ssh_known_hosts2",
                    }
                )
            );
            Assert.That(
                (settings.HostKeyAlias, settings.ProxyJump, settings.Beyond),
                Is.EqualTo(((string?)null, (string?)null, (string?)null))
            );
        });
    }

    [Test]
    public void Debians_own_configuration_needs_no_openssh_client() =>
        Assert.That(_home.Write("etc/ssh_config", Debian).Resolve("box").Beyond, Is.Null);

    [Test]
    public void The_first_value_counts_and_the_users_file_comes_before_the_systems()
    {
        _home
            .Configure("Host box\n User me\n Port 1\nHost *\n User you\n Port 2")
            .Write("etc/ssh_config", "User they\nHostKeyAlias theirs");
        var settings = _home.Resolve("box");
        Assert.That((settings.User, settings.Port, settings.HostKeyAlias), Is.EqualTo(("me", 1, "theirs")));
    }

    [Test]
    public void The_targets_own_values_win()
    {
        _home.Configure("User you\nPort 2\nIdentityFile ~/theirs\nProxyJump bastion");
        var settings = _home.Resolve(
            new SshTarget("one", "box")
            {
                WorkDir = "work",
                User = "me",
                Port = 1,
                IdentityFile = "/keys/100%d",
                JumpHost = "own",
            }
        );
        Assert.That((settings.User, settings.Port, settings.ProxyJump, settings.Beyond), Is.EqualTo(("me", 1, "own", (string?)null)));
        Assert.That(settings.IdentityFiles, Is.EqualTo(new[] { "/keys/100%d" }));
    }

    [Test]
    public void No_jump_host_of_the_target_switches_the_configured_one_off()
    {
        _home.Configure("ProxyJump bastion");
        Assert.That(_home.Resolve(new SshTarget("one", "box") { WorkDir = "work", JumpHost = "none" }).ProxyJump, Is.Null);
    }

    [Test]
    public void With_known_hosts_of_its_own_the_configuration_is_left_out()
    {
        _home.Configure("User you\nHostName elsewhere\nProxyCommand nc %h %p\nMatch all\nUserKnownHostsFile /theirs");
        var settings = _home.Resolve(new SshTarget("one", "box") { WorkDir = "work", KnownHostsFile = "/own" });
        Assert.That((settings.HostName, settings.User, settings.Beyond), Is.EqualTo(("box", Environment.UserName, (string?)null)));
        Assert.That(settings.KnownHostsFiles, Is.EqualTo(new[] { "/own" }));
    }

    [TestCase("HostName %h.example.com", "box.example.com")]
    [TestCase("HostName 10.0.0.1 # the box", "10.0.0.1")]
    [TestCase("Host other\nHostName elsewhere", "box")]
    public void The_name_of_the_host_may_hold_the_one_that_was_typed(string config, string name)
    {
        var settings = _home.Configure(config).Resolve("box");
        Assert.That((settings.HostName, settings.Beyond), Is.EqualTo((name, (string?)null)));
    }

    [Test]
    public void An_address_with_a_scope_is_no_token() =>
        Assert.That(_home.Resolve("fe80::1%eth0") is { HostName: "fe80::1%eth0", Beyond: null }, Is.True);

    [Test]
    public void Keys_are_named_with_the_home_folder_and_tokens()
    {
        _home.Configure(
            "HostName %h.net\nUser me\nIdentityFile ~/.ssh/a\nIdentityFile \"%d/my keys/%r@%h\" # comment\nIdentityFile /100%%/%%h\n"
                + "IdentityFile none\nIdentitiesOnly yes"
        );
        var settings = _home.Resolve("box");
        Assert.That(settings.IdentityFiles, Is.EqualTo(new[] { $"{_home.Ssh}/a", $"{_home.Home}/my keys/me@box.net", "/100%/%h" }));
        Assert.That((settings.NamesIdentities, settings.Beyond), Is.EqualTo((true, (string?)null)));
    }

    [TestCase("UserKnownHostsFile ~/a /b # /c", "{0}/a,/b,{0}/etc/ssh_known_hosts,{0}/etc/ssh_known_hosts2")]
    [TestCase("UserKnownHostsFile none", "{0}/etc/ssh_known_hosts,{0}/etc/ssh_known_hosts2")]
    [TestCase("UserKnownHostsFile ~/%h\nGlobalKnownHostsFile /dev/null", "{0}/box,/dev/null")]
    [TestCase("GlobalKnownHostsFile none\nUserKnownHostsFile none", "")]
    public void Files_of_known_hosts_are_those_that_are_named(string config, string files) =>
        Assert.That(string.Join(',', _home.Configure(config).Resolve("box").KnownHostsFiles), Is.EqualTo(string.Format(files, _home.Home)));

    [TestCase("ProxyCommand nc %h %p")]
    [TestCase("Match all")]
    [TestCase("Match host box\nUser me")]
    [TestCase("Host box\nMatch exec true")]
    [TestCase("HostKeyAlgorithms ssh-rsa")]
    [TestCase("Ciphers aes128-ctr")]
    [TestCase("CertificateFile ~/.ssh/x-cert.pub")]
    [TestCase("IdentityAgent /run/agent")]
    [TestCase("VerifyHostKeyDNS yes")]
    [TestCase("CheckHostIP yes")]
    [TestCase("RevokedHostKeys /etc/ssh/revoked")]
    [TestCase("KnownHostsCommand /bin/hosts")]
    [TestCase("CanonicalizeHostname yes")]
    [TestCase("BindAddress 10.0.0.1")]
    [TestCase("NoSuchSetting yes")]
    [TestCase("\"ProxyCommand\" nc")]
    [TestCase("HostName %n")]
    [TestCase("Port ssh")]
    [TestCase("Port 0")]
    [TestCase("IdentityFile ~/%C")]
    [TestCase("IdentityFile ~other/key")]
    [TestCase("IdentityFile ${HOME}/key")]
    [TestCase("IdentityFile \"\"")]
    [TestCase("UserKnownHostsFile ~/%k")]
    [TestCase("Include d/*/config")]
    public void What_only_the_openssh_client_can_follow_is_named(string config) =>
        Assert.That(_home.Configure(config).Resolve("box").Beyond, Is.Not.Null.And.Not.Empty);

    [TestCase("ProxyCommand none")]
    [TestCase("ProxyCommand none\nProxyCommand nc %h %p")]
    [TestCase("ProxyJump none\nProxyJump bastion")]
    [TestCase("Host other\nProxyCommand nc %h %p")]
    [TestCase("CheckHostIP no\nVerifyHostKeyDNS no\nCanonicalizeHostname no\nIdentityAgent none\nTunnel no")]
    [TestCase("StrictHostKeyChecking accept-new\nServerAliveInterval 5\nControlMaster auto\nControlPath ~/%C")]
    public void What_changes_nothing_stays_with_the_library(string config)
    {
        var settings = _home.Configure(config).Resolve("box");
        Assert.That((settings.Beyond, settings.ProxyJump), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public void A_proxy_command_that_is_switched_off_switches_a_later_jump_off_too() =>
        Assert.That(_home.Configure("ProxyCommand none\nProxyJump bastion").Resolve("box").ProxyJump, Is.Null);

    [TestCase("Host b*\n HostName %h.net\n User me\n Port 2222\nHost *\n User you")]
    [TestCase("Host * !box\n User nobody\nHost=box\n user = me\n Port=23")]
    [TestCase("Host other # box\n User nobody\nHost \"box\"\n User \"me\" # you\n HostKeyAlias alias")]
    [TestCase("User me\nHost other\nPort 23\nHost box other\nPort 24\nHostKeyAlias a")]
    [TestCase("ProxyJump me@bastion:23,second\nUser me")]
    [TestCase("ProxyCommand none\nProxyJump bastion\nUser me")]
    [TestCase("ProxyJump none\nProxyJump bastion\nUser me")]
    [TestCase("User me\nUserKnownHostsFile /a \"/b c\" # /d\nGlobalKnownHostsFile /e")]
    [TestCase("User m\\ e\nHostName 'box two'")]
    [Platform("Linux")]
    public async Task The_settings_are_those_that_ssh_itself_tells(string config)
    {
        _home.Configure($"{config}\n");
        var told = (await LocalCommand.RunAsync(["ssh", "-G", "-F", _home.Config, "box"], CancellationToken.None))
            .Split('\n')
            .Select(line => line.Split(' ', 2))
            .Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0], parts => parts[1]);
        var settings = _home.Resolve("box");
        Assert.Multiple(() =>
        {
            Assert.That(settings.Beyond, Is.Null);
            Assert.That(settings.HostName, Is.EqualTo(told["hostname"].Single()));
            Assert.That(settings.User, Is.EqualTo(told["user"].Single()));
            Assert.That($"{settings.Port}", Is.EqualTo(told["port"].Single()));
            Assert.That(settings.HostKeyAlias, Is.EqualTo(told["hostkeyalias"].SingleOrDefault()));
            Assert.That(settings.ProxyJump, Is.EqualTo(told["proxyjump"].SingleOrDefault()));
            if (config.Contains("KnownHostsFile", StringComparison.Ordinal))
                Assert.That(
                    string.Join(' ', settings.KnownHostsFiles),
                    Is.EqualTo($"{told["userknownhostsfile"].Single()} {told["globalknownhostsfile"].Single()}")
                );
        });
    }

    [Test]
    public void A_configuration_that_cannot_be_read_is_an_error()
    {
        _home.Configure("Include config");
        Assert.That(() => _home.Resolve("box"), Throws.TypeOf<IOException>());
    }
}
