using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.OpenSsh;

[TestFixture(Transport.SshNet)]
[TestFixture(Transport.OpenSsh)]
[Category("Lab")]
internal sealed class ConnectionTests(Transport transport)
{
    private RemoteLab? _lab;
    private string _folder = "";

    [OneTimeSetUp]
    public async Task RaiseLab()
    {
        _lab = await RemoteLab.RaiseAsync(transport);
        _folder = Directory.CreateTempSubdirectory("pt-").FullName;
    }

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is null)
            return;
        await _lab.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task An_unknown_host_key_is_refused_with_the_remedy()
    {
        var knownHosts = Path.Combine(_folder, "nobody");
        await File.WriteAllTextAsync(knownHosts, "");
        AssertRefused(_lab!.Target("vm-host") with { KnownHostsFile = knownHosts }, "add the host's key to known_hosts");
    }

    [Test]
    public async Task A_changed_host_key_is_refused_and_nobody_is_told_to_just_add_it()
    {
        var target = _lab!.Target("vm-host");
        var knownHosts = Path.Combine(_folder, "changed");
        var other = File.ReadLines(target.KnownHostsFile!)
            .First(line => line.StartsWith($"{_lab.Target("vm-client").Address} ", StringComparison.Ordinal));
        await File.WriteAllTextAsync(knownHosts, $"{target.Address} {other.Split(' ', 2)[1]}\n");
        AssertRefused(target with { KnownHostsFile = knownHosts }, "the host's key changed: find out why");
    }

    [Test]
    public async Task A_key_that_the_host_does_not_take_is_told_with_the_remedy()
    {
        var identity = Path.Combine(_folder, "id");
        await LocalCommand.RunAsync(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", identity], CancellationToken.None);
        AssertRefused(_lab!.Target("vm-host") with { IdentityFile = identity }, "check user and identity_file in ssh-hosts.yaml");
    }

    [Test]
    public void A_host_without_a_server_is_told_with_the_remedy() =>
        AssertRefused(_lab!.Target("vm-host") with { Port = 23 }, "check host and port in ssh-hosts.yaml");

    [Test]
    public void A_name_that_nobody_knows_is_told_with_the_remedy() =>
        AssertRefused(_lab!.Target("vm-host") with { Address = "no-such-host.invalid" }, "check host in ssh-hosts.yaml");

    [Test]
    public async Task A_host_that_was_refused_can_be_tried_again()
    {
        var target = _lab!.Target("vm-host");
        var knownHosts = Path.Combine(_folder, "later");
        await File.WriteAllTextAsync(knownHosts, "");
        var host = _lab.Connect(target with { KnownHostsFile = knownHosts });
        Assert.That(() => host.RunAsync(new RemoteCommand("true"), CancellationToken.None), Throws.TypeOf<RemoteException>());
        File.Copy(target.KnownHostsFile!, knownHosts, overwrite: true);
        Assert.That((await host.RunAsync(new RemoteCommand("echo up"), CancellationToken.None)).Output, Is.EqualTo("up\n"));
    }

    [Test]
    public async Task Disposing_a_host_ends_its_connections_and_what_runs_over_them()
    {
        var connections = Connections();
        var host = _lab!.Connect("vm-host");
        await using var process = await host.StartAsync(new RemoteCommand("exec sleep 60"), CancellationToken.None);
        Assert.That(Connections().Except(connections), transport == Transport.OpenSsh ? Is.Not.Empty : Is.Empty);
        await host.DisposeAsync();
        await LocalProcesses.WaitUntilAsync(() => !LocalProcesses.IsRunning(process.ProcessId), "the process is gone");
        Assert.That(Connections().Except(connections), Is.Empty);

        IReadOnlyList<int> Connections() => LocalProcesses.With(_lab!.Target("vm-host").IdentityFile!);
    }

    private void AssertRefused(SshTarget target, string remedy) =>
        Assert.That(
            () => _lab!.Connect(target).RunAsync(new RemoteCommand("true"), CancellationToken.None),
            Throws
                .TypeOf<RemoteException>()
                .With.Message.StartsWith("host vm-host: ")
                .And.Message.Contains(remedy)
                .And.Property(nameof(RemoteException.Host))
                .EqualTo("vm-host")
        );
}
