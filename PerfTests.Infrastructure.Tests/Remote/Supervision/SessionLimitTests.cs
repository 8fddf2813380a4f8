using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

/// <summary>Hosts whose sshd allows fewer sessions on a connection than usual.</summary>
[TestFixture(Transport.SshNet)]
[TestFixture(Transport.OpenSsh)]
[Category("Lab")]
internal sealed class SessionLimitTests(Transport transport)
{
    [TestCase(2, 6)]
    [TestCase(1, 4)]
    public async Task A_host_that_allows_few_sessions_per_connection_runs_every_command_exactly_once(int maxSessions, int commands)
    {
        await using var sshd = await TestSshd.StartAsync(transport, $"MaxSessions {maxSessions}");
        var host = sshd.Connect();
        var ran = Path.Combine(sshd.Folder, "ran");
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, commands)
                .Select(number =>
                    host.RunAsync(
                        new RemoteCommand($"echo {number} >>{ran}; sleep 0.5; echo {number}; exit {number}"),
                        CancellationToken.None
                    )
                )
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                results.Select(result => (result.ExitCode, result.Output)),
                Is.EqualTo(Enumerable.Range(0, commands).Select(number => (number, $"{number}\n")))
            );
            Assert.That(File.ReadAllLines(ran).Order(), Is.EqualTo(Enumerable.Range(0, commands).Select(number => $"{number}")));
        });
        Assert.That((await host.RunAsync(new RemoteCommand("echo later"), CancellationToken.None)).Output, Is.EqualTo("later\n"));
    }

    [Test]
    public async Task A_host_that_allows_one_session_per_connection_takes_copies_and_leaves_no_process_behind()
    {
        await using var sshd = await TestSshd.StartAsync(transport, "MaxSessions 1");
        var host = sshd.Connect();
        var file = Path.Combine(sshd.Folder, "tool");
        await File.WriteAllTextAsync(file, "content");
        await host.UploadAsync(file, $"{host.WorkDir}/tool", CancellationToken.None);
        Assert.That(File.ReadAllText($"{host.WorkDir}/tool"), Is.EqualTo("content"));
        var process = await host.StartAsync(new RemoteCommand("exec sleep 60"), CancellationToken.None);
        await host.DisposeAsync();
        await LocalProcesses.WaitUntilAsync(() => !LocalProcesses.IsRunning(process.ProcessId), "the command is gone");
        await LocalProcesses.WaitUntilAsync(() => sshd.Connections().Count == 0, "the connections are gone");
    }

    [Test]
    public async Task A_host_that_allows_no_session_says_what_to_change()
    {
        await using var sshd = await TestSshd.StartAsync(transport, "MaxSessions 0");
        Assert.That(
            () => sshd.Connect().RunAsync(new RemoteCommand("true"), CancellationToken.None),
            Throws.TypeOf<RemoteException>().With.Message.Contains("MaxSessions")
        );
    }

    [Test]
    public async Task A_host_whose_connection_died_is_reached_over_another_one()
    {
        await using var sshd = await TestSshd.StartAsync(transport);
        var host = sshd.Connect();
        var script = $"exec sleep 60\n# {new string('x', 4000)}";
        await using var lost = await host.StartAsync(new RemoteCommand(script), CancellationToken.None);
        foreach (var connection in sshd.Connections())
        {
            using var process = System.Diagnostics.Process.GetProcessById(connection);
            process.Kill();
        }
        Assert.That(
            async () => await lost.Completion,
            Throws
                .TypeOf<RemoteException>()
                .With.Message.Contains("the connection was lost while 'exec sleep 60…' ran")
                .And.Message.Length.LessThan(500)
                .And.Property(nameof(RemoteException.Details))
                .Contains(script)
        );
        Assert.That((await host.RunAsync(new RemoteCommand("echo again"), CancellationToken.None)).Output, Is.EqualTo("again\n"));
        await LocalProcesses.WaitUntilAsync(() => !LocalProcesses.IsRunning(lost.ProcessId), "what ran over the old one is gone");
    }

    [Test]
    public async Task Where_few_may_log_in_at_once_the_others_are_tried_again()
    {
        // One that has not logged in yet makes sshd drop every other.
        await using var sshd = await TestSshd.StartAsync(transport, "MaxSessions 1", "MaxStartups 1", "LoginGraceTime 20");
        var host = sshd.Connect();
        var results = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(number => host.RunAsync(new RemoteCommand($"echo {number}"), CancellationToken.None))
        );
        Assert.That(results.Select(result => result.Output), Is.EqualTo(new[] { "0\n", "1\n", "2\n" }));
    }
}
