using System.Diagnostics;
using System.Text;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

[TestFixture(Transport.SshNet)]
[TestFixture(Transport.OpenSsh)]
[Category("Lab")]
internal sealed class ProcessLifeTests(Transport transport)
{
    private const string PolitePython = """
        exec python3 -uc '
        import time
        try:
            print("up")
            time.sleep(60)
        except KeyboardInterrupt:
            print("interrupted")
        '
        """;

    // The shell, a child that ignores polite signals, and a grandchild: all of one group.
    private const string Family = "trap '' INT TERM; sh -c 'sleep 60 & echo $!; wait' & echo $!; echo $$; wait; sleep 60";

    private RemoteLab? _lab;

    private ShellHost Host => _lab!["system-client"];

    [OneTimeSetUp]
    public async Task RaiseLab() => _lab = await RemoteLab.RaiseAsync(transport);

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Test]
    public async Task The_process_id_is_that_of_the_command_and_of_its_group()
    {
        await using var process = await Host.StartAsync(new RemoteCommand("echo $$; ps -o pgid= -p $$"), CancellationToken.None);
        var ids = (await process.Completion).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
        Assert.That(ids, Is.All.EqualTo(process.ProcessId));
    }

    [Test]
    public async Task A_polite_stop_reaches_Python_as_KeyboardInterrupt_and_its_last_words_are_kept()
    {
        await using var process = await StartAsync(PolitePython, "up\n");
        var result = await process.StopAsync(TimeSpan.FromSeconds(20), TimeProvider.System, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(result.Output, Is.EqualTo("up\ninterrupted\n"));
            Assert.That(result.ExitCode, Is.Zero);
        });
    }

    [Test]
    public async Task A_process_that_ignores_polite_signals_is_killed_after_the_grace()
    {
        await using var process = await StartAsync(
            "exec python3 -uc 'import signal, time; [signal.signal(s, lambda s, f: print(s)) for s in (2, 15)]; print(\"up\")\nwhile "
                + "True: time.sleep(1)'",
            "up\n"
        );
        var result = await process.StopAsync(TimeSpan.FromSeconds(0.3), TimeProvider.System, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(128 + 9));
            Assert.That(result.Output, Is.EqualTo("up\n2\n15\n"));
        });
    }

    [TestCase("Int", 2)]
    [TestCase("Term", 15)]
    [TestCase("Kill", 9)]
    public async Task A_signal_reaches_the_whole_group(string name, int number)
    {
        await using var process = await StartAsync("sleep 60 & echo $!; exec sleep 60", "\n");
        var child = int.Parse(Output(process));
        await process.SignalAsync(Enum.Parse<Signal>(name), CancellationToken.None);
        Assert.That((await process.Completion).ExitCode, Is.EqualTo(128 + number));
        // A shell without job control starts its background children deaf to SIGINT; the group's end takes them along.
        await LocalProcesses.WaitUntilAsync(() => !LocalProcesses.IsRunning(child), "the child is gone");
    }

    [Test]
    public async Task Stopping_a_process_that_has_ended_gives_what_it_left()
    {
        await using var process = await Host.StartAsync(new RemoteCommand("echo done; exit 5"), CancellationToken.None);
        await process.Completion;
        await process.SignalAsync(Signal.Term, CancellationToken.None);
        var result = await process.StopAsync(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None);
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((5, "done\n")));
    }

    [Test]
    public async Task A_process_is_killed_on_its_host_when_its_time_is_up()
    {
        await using var process = await StartAsync(Family, count: 3, limit: TimeSpan.FromSeconds(1));
        var family = Ids(process);
        Assert.That((await process.Completion).ExitCode, Is.EqualTo(128 + 9));
        await LocalProcesses.WaitUntilAsync(() => !family.Any(LocalProcesses.IsRunning), "the whole family is gone");
    }

    [Test]
    public async Task Disposing_kills_the_whole_group_grandchildren_included()
    {
        var process = await StartAsync(Family, count: 3);
        var family = Ids(process);
        Assert.That(family, Has.All.Matches<int>(LocalProcesses.IsRunning));
        await process.DisposeAsync();
        await LocalProcesses.WaitUntilAsync(() => !family.Any(LocalProcesses.IsRunning), "the whole family is gone");
    }

    [Test]
    public async Task What_left_the_group_as_a_daemon_ends_with_the_process_where_that_is_asked_for()
    {
        const string Daemon =
            "(setsid sleep 300.5271 </dev/null >/dev/null 2>&1 &) ; (setsid sh -c 'trap \"\" TERM; sleep 300.5272' </dev/null >/dev/null "
            + "2>&1 &) ; sleep 0.2";
        await using (var process = await Host.StartAsync(new RemoteCommand(Daemon) { EndsDescendants = true }, CancellationToken.None))
            await process.Completion;
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("300.527").Count == 0, "both daemons are gone");
    }

    [Test]
    public async Task Nothing_of_the_supervisor_stays_when_a_command_has_ended()
    {
        // The limiter's sleep shows which command it belongs to.
        var command = new RemoteCommand("true") { TimeLimit = TimeSpan.FromSeconds(34_567) };
        await Host.RunAsync(command, CancellationToken.None);
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("34567").Count == 0, "the limiter is gone");
    }

    [Test]
    public async Task A_command_that_its_limit_ended_says_so_and_one_that_was_killed_by_another_does_not()
    {
        var over = await Host.RunAsync(
            new RemoteCommand("echo said; echo warned >&2; sleep 60") { TimeLimit = TimeSpan.FromSeconds(1) },
            CancellationToken.None
        );
        var killed = await Host.RunAsync(
            new RemoteCommand("kill -INT $$") { TimeLimit = TimeSpan.FromSeconds(30) },
            CancellationToken.None
        );
        Assert.Multiple(() =>
        {
            Assert.That((over.ReachedLimit, over.Output, over.Error), Is.EqualTo((true, "said\n", "warned\n")));
            Assert.That((killed.ReachedLimit, killed.ExitCode), Is.EqualTo((false, 128 + 2)));
        });
    }

    [Test]
    public void A_command_that_must_succeed_tells_the_limit_that_ended_it() =>
        Assert.That(
            () => Host.RunCheckedAsync(new RemoteCommand("sleep 60") { TimeLimit = TimeSpan.FromSeconds(1) }, CancellationToken.None),
            Throws.TypeOf<RemoteException>().With.Message.Contains("did not end within 1 s")
        );

    [Test]
    public async Task A_cancelled_command_is_killed_on_its_host()
    {
        using var cancellation = new CancellationTokenSource();
        var file = Path.Combine(Directory.CreateDirectory(Host.WorkDir).FullName, "cancelled");
        var running = Host.RunAsync(new RemoteCommand($"echo $$ >{file}; exec sleep 60"), cancellation.Token);
        await LocalProcesses.WaitUntilAsync(() => File.Exists(file) && new FileInfo(file).Length > 1, "the command runs");
        var id = int.Parse(await File.ReadAllTextAsync(file));
        await cancellation.CancelAsync();
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
        await LocalProcesses.WaitUntilAsync(() => !LocalProcesses.IsRunning(id), "the command is gone");
    }

    [Test]
    public async Task A_start_that_is_cancelled_at_any_moment_leaves_nothing_running()
    {
        for (var milliseconds = 0; milliseconds <= 40; milliseconds += 5)
        {
            using var cancellation = new CancellationTokenSource(milliseconds);
            try
            {
                await using var process = await Host.StartAsync(new RemoteCommand("exec sleep 45678"), cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                // What the test is about.
            }
        }
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("45678").Count == 0, "all are gone");
        Assert.That((await Host.RunAsync(new RemoteCommand("echo usable"), CancellationToken.None)).Output, Is.EqualTo("usable\n"));
    }

    [Test]
    public async Task Killing_the_session_s_ssh_leaves_nothing_running_on_the_host()
    {
        if (transport == Transport.SshNet)
            Assert.Ignore("its sessions have no processes here");
        var host = _lab!.Connect("system-client");
        await using var process = await StartAsync(Family, count: 3, host: host);
        var family = Ids(process);
        KillOwnSsh("printf %b");
        Assert.That(async () => await process.Completion, Throws.TypeOf<RemoteException>().With.Message.Contains("connection was lost"));
        await LocalProcesses.WaitUntilAsync(() => !family.Any(LocalProcesses.IsRunning), "the whole family is gone");
    }

    [Test]
    public async Task Killing_the_connection_leaves_nothing_running_on_the_host_and_the_next_command_opens_another()
    {
        var host = _lab!.Connect("vm-client");
        await using var process = await StartAsync(Family, count: 3, host: host);
        var family = Ids(process);
        if (transport == Transport.SshNet)
            LocalProcesses.KillServerOf(process.ProcessId);
        else
            KillOwnSsh("-M", $"{_lab.Target("vm-client").Address}\0");
        Assert.That(async () => await process.Completion, Throws.TypeOf<RemoteException>());
        await LocalProcesses.WaitUntilAsync(() => !family.Any(LocalProcesses.IsRunning), "the whole family is gone");
        Assert.That((await host.RunAsync(new RemoteCommand("echo again"), CancellationToken.None)).Output, Is.EqualTo("again\n"));
    }

    [Test]
    public async Task A_controller_that_is_killed_leaves_nothing_running_on_the_host()
    {
        var target = _lab!.Target("vm-server");
        using var controller = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    "exec",
                    typeof(ProcessLifeTests).Assembly.Location,
                    "hold",
                    $"{transport}",
                    target.Address,
                    $"{target.Port}",
                    target.IdentityFile!,
                    target.KnownHostsFile!,
                    Family,
                ]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var family = new List<int>();
        while (family.Count < 3 && await controller.StandardOutput.ReadLineAsync() is { } line)
            family.Add(int.Parse(line));
        Assert.That(family, Has.Count.EqualTo(3).And.All.Matches<int>(LocalProcesses.IsRunning));
        controller.Kill();
        await controller.WaitForExitAsync();
        await LocalProcesses.WaitUntilAsync(() => !family.Any(LocalProcesses.IsRunning), "the whole family is gone");
        await LocalProcesses.WaitUntilAsync(
            () => LocalProcesses.With(target.IdentityFile!).All(IsOurs),
            "no ssh of the killed controller is left"
        );

        bool IsOurs(int id) => LocalProcesses.ParentOf(id) == Environment.ProcessId || !LocalProcesses.IsRunning(id);
    }

    private void KillOwnSsh(params string[] words)
    {
        // Of this lab: another one on this machine may have the same addresses.
        var identity = _lab!.Target("vm-client").IdentityFile!;
        var mine = LocalProcesses
            .With("ssh")
            .Where(id => LocalProcesses.ParentOf(id) == Environment.ProcessId)
            .Where(id =>
                words.Append(identity).All(word => File.ReadAllText($"/proc/{id}/cmdline").Contains(word, StringComparison.Ordinal))
            )
            .ToList();
        Assert.That(mine, Is.Not.Empty);
        foreach (var id in mine)
        {
            using var ssh = Process.GetProcessById(id);
            ssh.Kill();
        }
    }

    private Task<IRemoteProcess> StartAsync(string line, string until) =>
        StartAsync(line, output => output.Contains(until, StringComparison.Ordinal));

    private Task<IRemoteProcess> StartAsync(string line, int count, TimeSpan? limit = null, ShellHost? host = null) =>
        StartAsync(line, output => output.Count(character => character == '\n') == count, limit, host);

    private async Task<IRemoteProcess> StartAsync(string line, Func<string, bool> isUp, TimeSpan? limit = null, ShellHost? host = null)
    {
        var process = await (host ?? Host).StartAsync(
            new RemoteCommand(line) { TimeLimit = limit ?? TimeSpan.FromSeconds(60) },
            CancellationToken.None
        );
        await LocalProcesses.WaitUntilAsync(() => isUp(Output(process)), "the command is up");
        return process;
    }

    private static string Output(IRemoteProcess process) => Encoding.UTF8.GetString(process.OutputSoFar);

    private static List<int> Ids(IRemoteProcess process) =>
        [.. Output(process).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
}
