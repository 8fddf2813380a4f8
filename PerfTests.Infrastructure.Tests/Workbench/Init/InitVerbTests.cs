using System.Text.Json;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tests.Suite;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

/// <summary><c>perftests init</c> against the hosts of a lab, which it reaches by an ssh configuration file, as real ones.</summary>
[TestFixture]
[Category("Lab")]
internal sealed class InitVerbTests
{
    private EmbeddedLab? _lab;
    private string _folder = "";

    [OneTimeSetUp]
    public async Task RaiseLab()
    {
        LabSsh.RequireLab();
        if (LocalCommand.Find("script") is null)
            Assert.Ignore("a terminal is made by script: install bsdutils");
        _lab = await EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None);
        _folder = Directory.CreateTempSubdirectory("pt-init-").FullName;
        await File.WriteAllTextAsync(Path.Combine(_folder, "lab.ssh"), LabSshConfig.Of(_lab.Hosts.Values));
    }

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_folder.Length > 0)
            Directory.Delete(_folder, recursive: true);
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Test]
    public async Task Two_hosts_become_a_set_that_doctor_accepts_and_matrix_shows()
    {
        // What the package netperf of Debian does to every host that it is installed on.
        await using var remote = OpenHost.Of(LabTarget("system-server"), Path.Combine(_folder, "s"));
        await using var netserver = await remote.StartAsync(
            new RemoteCommand("exec netserver -D -p 12865") { TimeLimit = TimeSpan.FromMinutes(5) },
            CancellationToken.None
        );
        var made = await CliRun.StartAsync(
            _folder,
            "init",
            "--server",
            "system-server",
            "--client",
            "system-client",
            "--ssh-config",
            "lab.ssh",
            "--to",
            "two",
            "--json"
        );
        Assert.That(made.ExitCode, Is.Zero, made.Output);
        using var json = JsonDocument.Parse(made.Output);
        var path = json.RootElement.GetProperty("path");
        var matrix = await CliRun.StartAsync(_folder, "matrix", "--config", "two");
        var doctor = await CliRun.StartAsync(_folder, "doctor", "--config", "two", "--result", "result");
        Assert.Multiple(() =>
        {
            Assert.That(path.GetProperty("serverIp").GetString(), Is.EqualTo("198.19.1.1"));
            Assert.That(path.GetProperty("clientInterface").GetString(), Is.EqualTo("data0"));
            Assert.That(json.RootElement.GetProperty("hosts")[0].GetProperty("hasRoot").GetBoolean());
            Assert.That(matrix.ExitCode, Is.Zero, matrix.Output);
            Assert.That(matrix.Output, Does.Contain("tcp_state_counter"));
            Assert.That(doctor.ExitCode, Is.Zero, doctor.Output);
            Assert.That(doctor.Output, Does.Contain("198.19.1.1 answers 198.19.1.2").And.Contains("free: 5001-5002, 12866"));
            Assert.That(path.GetProperty("tcpBitsPerSecond").GetDouble(), Is.GreaterThan(10e6));
            Assert.That(json.RootElement.GetProperty("loads").GetProperty("netserverPort").GetInt32(), Is.EqualTo(12866));
        });
    }

    [Test]
    public async Task A_tool_host_between_them_gets_the_ports_that_carry_the_load()
    {
        var made = await InitAsync("vm-server", "vm-client", "vm", "--tool-host", "vm-host");
        Assert.That(made.ExitCode, Is.Zero, made.Output);
        var environment = ConfigLoader.Load(Path.Combine(_folder, "vm")).Environments.Single();
        Assert.Multiple(() =>
        {
            Assert.That(environment.ToolHost!.Host.Host, Is.EqualTo("vm-host"));
            Assert.That(environment.ToolHost.Variables["VM_INTERFACE"], Is.EqualTo("vnet-server"));
            Assert.That(environment.ToolHost.Variables["PHY_INTERFACE"], Is.EqualTo("vnet-client"));
            Assert.That(environment.ToolHost.Variables["INTERNAL_INTERFACE"], Is.EqualTo("br0"));
        });
    }

    [Test]
    public async Task An_unknown_host_key_is_told_and_never_accepted()
    {
        var known = Path.Combine(_folder, "known");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "strange.ssh"),
            LabSshConfig.Of(_lab!.Hosts.Values.Select(host => host with { KnownHostsFile = known }))
        );
        var refused = await CliRun.StartAsync(
            _folder,
            "init",
            "--server",
            "system-server",
            "--client",
            "system-client",
            "--ssh-config",
            "strange.ssh",
            "--to",
            "strange"
        );
        Assert.Multiple(() =>
        {
            Assert.That(refused.ExitCode, Is.EqualTo(3), refused.Output);
            Assert.That(
                refused.Output,
                Does.Match("(?m)^perftests: host server: its host key is unknown")
                    .And.Match("(?m)^perftests: host client: its host key is unknown")
                    .And.Contains($">> {known}")
            );
            Assert.That(known, Does.Not.Exist);
            Assert.That(Path.Combine(_folder, "strange"), Does.Not.Exist);
        });
    }

    [Test]
    public async Task Of_several_ways_one_is_chosen_by_its_address_or_by_a_person_and_never_by_chance()
    {
        await AddCableAsync();
        try
        {
            await ChooseAsync();
        }
        finally
        {
            await LabSsh.RunAsync(_lab!.Hosts["system-server"], "ip link del data1");
        }
    }

    [Test]
    public async Task At_a_terminal_it_asks_for_what_no_option_says()
    {
        var made = await CliRun.AtTerminalAsync(
            _folder,
            "vm-server\nvm-client\n\nasked for\n",
            "init",
            "--ssh-config",
            "lab.ssh",
            "--no-load"
        );
        Assert.That(made.ExitCode, Is.Zero, made.Output);
        Assert.That(
            SessionPlan.Load(new SessionOptions { ConfigDir = Path.Combine(_folder, "asked for"), ResultDir = _folder }).Cases,
            Is.Not.Empty
        );
    }

    [Test]
    public async Task Without_a_terminal_and_without_hosts_it_is_a_mistake_of_the_command_line()
    {
        var run = await CliRun.StartAsync(_folder, "init", "--to", "nobody");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(2), run.Output);
            Assert.That(run.Output, Does.Contain("--server user@host"));
        });
    }

    private async Task ChooseAsync()
    {
        var refused = await InitAsync("system-server", "system-client", "several");
        var chosen = await InitAsync("system-server", "system-client", "chosen", "--server-ip", "198.19.7.1");
        var asked = await CliRun.AtTerminalAsync(
            _folder,
            "2\n",
            "init",
            "--server",
            "system-server",
            "--client",
            "system-client",
            "--ssh-config",
            "lab.ssh",
            "--to",
            "asked",
            "--no-load"
        );
        Assert.Multiple(() =>
        {
            Assert.That(refused.ExitCode, Is.EqualTo(2), refused.Output);
            Assert.That(
                refused.Output,
                Does.Contain("--server-ip 198.19.1.1 --client-ip 198.19.1.2").And.Contains("--server-ip 198.19.7.1 --client-ip 198.19.7.2")
            );
            Assert.That(Path.Combine(_folder, "several"), Does.Not.Exist);
            Assert.That(chosen.ExitCode, Is.Zero, chosen.Output);
            Assert.That(Server("chosen").Interface, Is.EqualTo("data1"));
            Assert.That(asked.ExitCode, Is.Zero, asked.Output);
            Assert.That(asked.Output, Does.Contain("2) server data1 198.19.7.1, client data1 198.19.7.2, on one link"));
            Assert.That(Server("asked").TestIp, Is.EqualTo("198.19.7.1"));
        });
    }

    private Task<CliRun> InitAsync(string server, string client, string to, params string[] more) =>
        CliRun.StartAsync(
            _folder,
            ["init", "--server", server, "--client", client, "--ssh-config", "lab.ssh", "--to", to, "--no-load", .. more]
        );

    private SshTarget LabTarget(string name) => new(name, name) { ConfigFile = Path.Combine(_folder, "lab.ssh"), WorkDir = "perftests" };

    private Endpoint Server(string set) => ConfigLoader.Load(Path.Combine(_folder, set)).Environments.Single().Server;

    /// <summary>A second cable between the two, gone with their namespaces.</summary>
    private async Task AddCableAsync()
    {
        var (server, client) = (_lab!.Hosts["system-server"], _lab.Hosts["system-client"]);
        await LocalCommand.RunAsync(
            ["ip", "link", "add", "data1", "netns", server.Namespace, "type", "veth", "peer", "name", "data1", "netns", client.Namespace],
            CancellationToken.None
        );
        await LabSsh.RunAsync(server, "ip addr add 198.19.7.1/24 dev data1; ip link set data1 up");
        await LabSsh.RunAsync(client, "ip addr add 198.19.7.2/24 dev data1; ip link set data1 up");
    }
}
