using System.Text;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tests.Remote.Supervision;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Workloads;

[TestFixture]
[Category("Lab")]
internal sealed class LoadServersTests
{
    private RemoteLab? _lab;

    private ShellHost Host => _lab!["system-server"];

    [OneTimeSetUp]
    public async Task RaiseLab() => _lab = await RemoteLab.RaiseAsync();

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Test]
    public async Task All_servers_listen_when_the_probe_runs_and_their_output_is_kept_apart()
    {
        await using var servers = Start((Listen(6201), 6201), (Listen(6202), 6202));
        Assert.That(await ListenAsync(servers, "ss -ltn | grep -c ':620[12] '"), Is.EqualTo("2\n"));
        var outputs = await servers.StopAsync(CancellationToken.None);
        Assert.That(outputs.Select(Encoding.UTF8.GetString), Is.EqualTo(new[] { "on 6201\nstopped\n", "on 6202\nstopped\n" }));
    }

    [Test]
    public async Task A_load_without_servers_has_its_probe_too()
    {
        await using var servers = Start();
        Assert.Multiple(async () =>
        {
            Assert.That(await ListenAsync(servers, "echo probe"), Is.EqualTo("probe\n"));
            Assert.That(await servers.StopAsync(CancellationToken.None), Is.Empty);
        });
    }

    [Test]
    public async Task Disposing_ends_the_servers()
    {
        await using (var servers = Start((Listen(6203), 6203)))
        {
            await ListenAsync(servers);
            Assert.That(LocalProcesses.With("on 6203"), Is.Not.Empty);
        }
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("on 6203").Count == 0, "the server is gone");
    }

    [Test]
    public async Task A_port_in_use_is_told_and_the_other_servers_are_ended()
    {
        await using var foreign = Start((Listen(6204), 6204));
        await ListenAsync(foreign);
        Assert.That(
            async () =>
            {
                // The refusal comes at the start, or at the latest when the servers are stopped.
                await using var servers = Start((Listen(6205), 6205), (Listen(6204), 6204));
                await ListenAsync(servers);
                await servers.StopAsync(CancellationToken.None);
            },
            Throws.TypeOf<LoadFailedException>().With.Message.Contains("port 6204 is in use").And.Message.Contains("system-server")
        );
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("on 6205").Count == 0, "the other server is gone");
    }

    [Test]
    public void A_server_that_ends_at_once_is_told_with_its_last_words() =>
        Assert.That(
            () => FailAsync("sh -c 'echo cannot bind >&2; exit 9'", 6206),
            Throws
                .TypeOf<LoadFailedException>()
                .With.Message.Contains("system-server")
                .And.Message.Contains("exit code 9")
                .And.Message.Contains("cannot bind")
        );

    [Test]
    public void A_server_that_is_not_installed_is_told() =>
        Assert.That(
            () => FailAsync("no-such-server -p 6207", 6207),
            Throws.TypeOf<LoadFailedException>().With.Message.Contains("exit code 127").And.Message.Contains("no-such-server")
        );

    private async Task FailAsync(string command, int port)
    {
        await using var servers = Start((command, port));
        await ListenAsync(servers);
    }

    private LoadServers Start(params (string Command, int Port)[] commands) =>
        LoadServers.Start(Host, commands, TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None);

    private static Task<string> ListenAsync(LoadServers servers, string probe = "true") =>
        servers.ListenAsync(_ => new RemoteCommand(probe), TimeSpan.FromSeconds(30), CancellationToken.None);

    private static string Listen(int port) =>
        $$"""
            python3 -uc '
            import socket, sys, time
            server = socket.create_server(("198.19.1.1", {{port}}))
            print("on {{port}}")
            try:
                time.sleep(60)
            except KeyboardInterrupt:
                sys.exit("stopped")
            '
            """;
}
