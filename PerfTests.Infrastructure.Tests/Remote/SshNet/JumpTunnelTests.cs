using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet;

/// <summary>An sshd that is reached through others, each with a key of its own.</summary>
[TestFixture]
[Category("Lab")]
internal sealed class JumpTunnelTests
{
    private TestKeys? _keys;
    private TestSshd? _jump;
    private TestSshd? _second;
    private TestSshd? _host;
    private string _knownHosts = "";

    [OneTimeSetUp]
    public async Task StartServers()
    {
        _keys = new TestKeys();
        _host = await TestSshd.StartAsync(Transport.SshNet);
        var authorized = $"Match all\nAuthorizedKeysFile {_host.Folder}/id.pub";
        _jump = await TestSshd.StartAsync(Transport.SshNet, authorized);
        _second = await TestSshd.StartAsync(Transport.SshNet, authorized);
        _knownHosts = Path.Combine(_keys.Folder, "known_hosts");
    }

    [OneTimeTearDown]
    public async Task StopServers()
    {
        foreach (var sshd in (TestSshd?[])[_host, _second, _jump])
        {
            if (sshd is not null)
                await sshd.DisposeAsync();
        }
        _keys?.Dispose();
    }

    [Test]
    public async Task A_host_is_reached_through_another_one_and_the_way_ends_with_the_connection()
    {
        Know((_jump!, _jump!), (_host!, _host!));
        await using (var host = Open(Through(_jump!)))
        {
            var result = await host.RunAsync(new RemoteCommand("echo $SSH_CONNECTION"), CancellationToken.None);
            Assert.That(result.Output, Does.EndWith($" 127.0.0.1 {_host!.Target.Port}\n"));
            Assert.That(_jump!.Connections(), Is.Not.Empty);
        }
        await Supervision.LocalProcesses.WaitUntilAsync(() => _jump!.Connections().Count == 0, "the jump host is left");
    }

    [Test]
    public async Task A_host_is_reached_through_two_others_in_their_order()
    {
        Know((_jump!, _jump!), (_second!, _second!), (_host!, _host!));
        await using var host = Open(Through(_jump!, _second!));
        await using var process = await host.StartAsync(new RemoteCommand("exec sleep 60"), CancellationToken.None);
        Assert.That((_jump!.Connections().Count, _second!.Connections().Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public void An_unknown_jump_host_is_refused()
    {
        Know((_host!, _host!));
        AssertRefused(Through(_jump!), "jump host 127.0.0.1: ", "add the host's key to known_hosts");
    }

    [Test]
    public void A_jump_host_whose_key_changed_is_refused_and_the_user_is_told_to_find_out_why()
    {
        Know((_jump!, _host!), (_host!, _host!));
        AssertRefused(
            Through(_jump!),
            "jump host 127.0.0.1: ",
            $"find out why before removing the old one from known_hosts (ssh-keygen -R '[127.0.0.1]:{_jump!.Target.Port}'"
        );
    }

    [Test]
    public void A_host_behind_the_jump_host_is_checked_under_its_own_name()
    {
        Know((_jump!, _jump!), (_host!, _second!));
        AssertRefused(Through(_jump!), "find out why", $"ssh-keygen -R '[127.0.0.1]:{_host!.Target.Port}'");
        // Behind a port of this machine, which is another name: only the host's own may count.
        Know((_jump!, _jump!));
        AssertRefused(Through(_jump!), $"No ED25519 host key is known for [127.0.0.1]:{_host.Target.Port}", "add the host's key");
    }

    [Test]
    public void The_key_of_the_jump_host_does_not_do_for_the_host()
    {
        Know((_jump!, _jump!), (_host!, _jump!));
        AssertRefused(Through(_jump!), "find out why", $"'[127.0.0.1]:{_host!.Target.Port}'");
    }

    [Test]
    public void A_jump_host_that_cannot_be_reached_or_read_is_told()
    {
        Know((_jump!, _jump!), (_host!, _host!));
        AssertRefused(Through(_jump!) with { JumpHost = "root@127.0.0.1:1" }, "jump host 127.0.0.1: ", "Connection refused");
        AssertRefused(Through(_jump!) with { JumpHost = "root@127.0.0.1:x" }, "jump_host 'root@127.0.0.1:x'", "[user@]host[:port]");
        AssertRefused(Through(_jump!) with { Port = 1 }, "host one: ", "");
    }

    private void Know(params (TestSshd Server, TestSshd KeyOf)[] known) =>
        File.WriteAllLines(
            _knownHosts,
            known.Select(pair => $"[127.0.0.1]:{pair.Server.Target.Port} {TestKeys.Public(Path.Combine(pair.KeyOf.Folder, "host_key"))}")
        );

    private SshTarget Through(params TestSshd[] hops) =>
        _host!.Target with
        {
            KnownHostsFile = _knownHosts,
            JumpHost = string.Join(',', hops.Select(hop => $"root@127.0.0.1:{hop.Target.Port}")),
        };

    private ShellHost Open(SshTarget target) => OpenHost.Of(target, Path.Combine(_keys!.Folder, "s"));

    private void AssertRefused(SshTarget target, params string[] said) =>
        Assert.That(
            async () =>
            {
                await using var host = Open(target);
                await host.ConnectAsync(CancellationToken.None);
            },
            said.Aggregate<string, NUnit.Framework.Constraints.Constraint>(
                Throws.TypeOf<RemoteException>().With.Message.StartsWith("host one: "),
                (all, text) => all.And.Message.Contains(text)
            )
        );
}
