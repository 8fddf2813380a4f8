using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

/// <summary>Commands that only look share a shell, and none of them notices another.</summary>
[TestFixture(Transport.OpenSsh)]
[TestFixture(Transport.SshNet)]
[Category("Lab")]
internal sealed class LookTests(Transport transport)
{
    private RemoteLab? _lab;

    [OneTimeSetUp]
    public async Task RaiseLab() => _lab = await RemoteLab.RaiseAsync(transport);

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [TestCase("echo out; echo err >&2; exit 7", 7, "out\n", "err\n")]
    [TestCase("printf 'no line end'", 0, "no line end", "")]
    [TestCase("printf '\\n\\n'; printf 'ü \\\\n' >&2", 0, "\n\n", "ü \\n")]
    [TestCase("cat; echo 'its input is empty'", 0, "its input is empty\n", "")]
    [TestCase("kill -s KILL $(sh -c 'echo $PPID')", 137, "", null)]
    [TestCase("syntax error (", 2, "", null)]
    public async Task A_look_has_its_own_status_and_output(string line, int status, string output, string? error)
    {
        var result = await LookAsync(_lab!["system-server"], line);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, result.Output), Is.EqualTo((status, output)));
            if (error is not null)
                Assert.That(result.Error, Is.EqualTo(error));
        }
    }

    [Test]
    public async Task Looks_share_a_shell_and_nothing_that_one_sets_reaches_another()
    {
        var host = _lab!["system-client"];
        var first = await LookAsync(host, "value=5; cd /; umask 0; set -- a b; trap 'echo trapped' EXIT; echo $$");
        var second = await LookAsync(host, "echo \"$value\"; pwd; umask; echo $$");
        var (shell, said) = (first.Output.Split('\n')[0], second.Output.Split('\n'));
        Assert.That(first.Output, Is.EqualTo($"{shell}\ntrapped\n"));
        Assert.That((said[0], said[3]), Is.EqualTo(("", shell)));
        Assert.That((said[1], said[2]), Is.Not.EqualTo(("/", "0000")));
    }

    [Test]
    public async Task Functions_stay_for_the_next_look_and_each_look_has_its_own()
    {
        var host = _lab!["system-client"];
        foreach (var (functions, said) in new[] { ("f() { echo \"one $1\"; }", "one"), ("g() { echo 'g\\n'; }\nf() { echo two; }", "two") })
        {
            var result = await host.LookAsync(new RemoteCommand("f") { Functions = functions }, CancellationToken.None);
            Assert.That(result.Output.Trim(), Is.EqualTo(said));
        }
        // What ends the definitions is no answer to the look behind them, and the next look gets its own.
        var after = await host.LookAsync(new RemoteCommand("h") { Functions = "h() { echo three; }\nfalse" }, CancellationToken.None);
        Assert.That((after.ExitCode, after.Output), Is.EqualTo((0, "three\n")));
        Assert.That((await LookAsync(host, "echo next")).Output, Is.EqualTo("next\n"));
        Assert.That(
            (await host.RunAsync(new RemoteCommand("f") { Functions = "f() { echo alone; }" }, CancellationToken.None)).Output,
            Is.EqualTo("alone\n")
        );
    }

    [Test]
    public async Task Many_at_once_each_get_their_own_output_whatever_its_length()
    {
        var host = _lab!["vm-client"];
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i => LookAsync(host, $"head -c {i * 10_000} /dev/zero | tr '\\0' {(char)('a' + i)}; echo {i} >&2"))
        );
        Assert.That(
            results.Select(result => (result.Output.Length, result.Output.Distinct().Count() <= 1, result.Error)),
            Is.EqualTo(Enumerable.Range(0, 20).Select(i => (i * 10_000, true, $"{i}\n")))
        );
    }

    [Test]
    public async Task A_look_that_hangs_is_ended_at_its_limit_and_the_next_one_is_answered()
    {
        var host = _lab!["vm-server"];
        var result = await host.LookAsync(
            new RemoteCommand($"echo begun; {Sleep(1)}") { TimeLimit = TimeSpan.FromSeconds(1) },
            CancellationToken.None
        );
        Assert.That((result.ReachedLimit, result.Output), Is.EqualTo((true, "begun\n")));
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With(Sleep(1).Replace(' ', '\0')).Count == 0, "it is gone");
        Assert.That((await LookAsync(host, "echo next")).Output, Is.EqualTo("next\n"));
    }

    [Test]
    public async Task A_look_that_is_cancelled_at_any_moment_leaves_nothing_and_the_next_one_is_answered()
    {
        var host = _lab!["vm-server"];
        for (var milliseconds = 0; milliseconds <= 60; milliseconds += 10)
        {
            using var cancellation = new CancellationTokenSource(milliseconds);
            try
            {
                await host.LookAsync(new RemoteCommand(Sleep(2)), cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                // What the test is about.
            }
            Assert.That((await LookAsync(host, $"echo {milliseconds}")).Output, Is.EqualTo($"{milliseconds}\n"));
        }
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With(Sleep(2).Replace(' ', '\0')).Count == 0, "all are gone");
    }

    [Test]
    public async Task A_look_that_prints_without_end_is_ended_and_fails()
    {
        var host = _lab!["vm-host"];
        await Assert.ThatAsync(
            () => LookAsync(host, "cat /dev/zero"),
            Throws.TypeOf<RemoteException>().With.Message.Contains("'cat /dev/zero' printed more than")
        );
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("cat\0/dev/zero").Count == 0, "it is gone");
        Assert.That((await LookAsync(host, "echo next")).Output, Is.EqualTo("next\n"));
    }

    [Test]
    public async Task When_the_connections_are_lost_the_look_fails_with_its_own_line_and_the_next_one_opens_another()
    {
        var host = _lab!.Connect("system-client");
        var look = LookAsync(host, Sleep(3));
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With(Sleep(3).Replace(' ', '\0')).Count == 1, "it runs");
        await host.GiveUpConnectionsAsync();
        await Assert.ThatAsync(() => look, Throws.TypeOf<RemoteException>().With.Message.Contains(Sleep(3)));
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With(Sleep(3).Replace(' ', '\0')).Count == 0, "it is gone");
        Assert.That((await LookAsync(host, "echo again")).Output, Is.EqualTo("again\n"));
    }

    // The processes of both fixtures are on this machine.
    private string Sleep(int test) => $"sleep 6{(int)transport}89{test}";

    private static Task<CommandResult> LookAsync(IRemoteHost host, string line) =>
        host.LookAsync(new RemoteCommand(line), CancellationToken.None);
}
