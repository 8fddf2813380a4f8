using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Matrix;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Tests.Remote.OpenSsh;

/// <summary>Every key of a host reaches ssh, on hosts of the lab behind a configuration file as a site has one.</summary>
[TestFixture]
[Category("Lab")]
internal sealed class SshConfigurationTests
{
    private RemoteLab? _lab;
    private DirectoryInfo _folder = null!;
    private string _config = "";

    [OneTimeSetUp]
    public async Task RaiseLab()
    {
        _lab = await RemoteLab.RaiseAsync();
        _folder = Directory.CreateTempSubdirectory("pt-ssh-");
        var inner = _lab.Target("system-server");
        _config = Path.Combine(_folder.FullName, "ssh.conf");
        await File.WriteAllTextAsync(
            _config,
            $"""
            Host inner
              HostName {inner.Address}
              Port {inner.Port}
            Host stranger
              HostName {inner.Address}
              User daemon
            Host wrong-port
              HostName {inner.Address}
              Port 9
            Host jump-box
              HostName {inner.Address}
              Port {inner.Port}
            Host *
              User root
              IdentityFile {inner.IdentityFile}
              IdentitiesOnly yes
              IdentityAgent none
              UserKnownHostsFile {inner.KnownHostsFile}
              GlobalKnownHostsFile /dev/null
              StrictHostKeyChecking yes
              BatchMode yes
            """
        );
    }

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is null)
            return;
        await _lab.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task A_jump_host_is_jumped_through()
    {
        // The lab's hosts reach one another over their test network only, where no sshd listens; so this one jumps to itself.
        var jump = _lab!.Target("system-server").Address;
        Assert.That(await ConnectedFromAsync(Host("inner")), Is.Not.EqualTo(jump));
        Assert.That(await ConnectedFromAsync(Host("inner") with { JumpHost = "jump-box" }), Is.EqualTo(jump));
    }

    [Test]
    public async Task User_and_port_are_what_ssh_says_until_the_set_says_otherwise()
    {
        Assert.That(() => ConnectedFromAsync(Host("stranger")), Throws.TypeOf<RemoteException>());
        Assert.That(await ConnectedFromAsync(Host("stranger") with { User = "root" }), Is.Not.Empty);
        Assert.That(() => ConnectedFromAsync(Host("wrong-port")), Throws.TypeOf<RemoteException>());
        Assert.That(await ConnectedFromAsync(Host("wrong-port") with { Port = _lab!.Target("system-server").Port }), Is.Not.Empty);
    }

    [Test]
    public void An_identity_file_of_the_set_is_the_only_one_that_is_tried()
    {
        var empty = Path.Combine(_folder.FullName, "no_key");
        File.WriteAllText(empty, "");
        // Named first, the file of the configuration comes after it; that one alone opens the host.
        Assert.That(
            () => ConnectedFromAsync(Host("inner") with { IdentityFile = empty, User = "daemon" }),
            Throws.TypeOf<RemoteException>()
        );
        Assert.That(
            () => ConnectedFromAsync(Host("inner") with { IdentityFile = _lab!.Target("system-server").IdentityFile }),
            Throws.Nothing
        );
    }

    [Test]
    public async Task A_host_s_own_python_runs_the_tools_that_ask_for_python()
    {
        var connected = _lab!["system-server"];
        await connected.RunCheckedAsync(
            new RemoteCommand(
                $"mkdir -p {connected.WorkDir}/venv/bin && ln -s $(command -v python3) {connected.WorkDir}/venv/bin/python && "
                    + $"echo 'import sys; print(sys.executable)' > {connected.WorkDir}/which.py"
            ),
            CancellationToken.None
        );
        var spec = SampleConfig.Tool("which") with { Executable = "python3", Path = "which.py" };
        var load = new Workload
        {
            Type = TestType.Latency,
            Protocol = Protocol.Tcp,
            Params = "x",
            DurationSeconds = 1,
            ServerCommand = null,
            ClientCommand = new CommandTemplate("ping"),
        };
        var side = SampleConfig.Side("server", "192.0.2.1", "eth1");
        var at = new ToolEndpoint("server", side with { Host = side.Host with { Python = "venv/bin/python" } }, true);
        var launch = ToolLaunch.For(
            new PerfCase(SampleConfig.Environment(), load, new ToolVariant(spec, "which", new Dictionary<string, string>())),
            at
        );
        var ran = await connected.RunCheckedAsync(
            new RemoteCommand(launch.CommandLine) { WorkingDirectory = connected.WorkDir },
            CancellationToken.None
        );
        Assert.That(ran.Output.Trim(), Is.EqualTo($"{connected.WorkDir}/venv/bin/python"));
    }

    private SshHost Host(string alias) =>
        new()
        {
            Id = alias,
            Host = alias,
            SshConfig = _config,
        };

    /// <summary>The address that the host sees the connection come from.</summary>
    private async Task<string> ConnectedFromAsync(SshHost host)
    {
        var connected = _lab!.Connect(SshTarget.Of(host));
        return (await connected.RunCheckedAsync(new RemoteCommand("echo \"${SSH_CONNECTION%% *}\""), CancellationToken.None)).Output.Trim();
    }
}
