using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tests.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Execution.Hooks;

/// <summary>Commands of hooks on this machine, under the supervisor of the remote ones.</summary>
[TestFixture]
[Platform("Linux")]
internal sealed class HookCommandTests
{
    private readonly ControllerHost _host = new();

    [OneTimeTearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task Both_streams_are_kept_in_their_order()
    {
        var (record, output) = await Command("echo one; echo two >&2; echo three").RunAsync(CancellationToken.None);
        Assert.That((record.ExitCode, record.Error, Encoding.UTF8.GetString(output)), Is.EqualTo((0, (string?)null, "one\ntwo\nthree\n")));
    }

    [TestCase("echo gone; false", "exit code 1: gone")]
    [TestCase("exit 9", "exit code 9, nothing printed")]
    [TestCase("no-such-program-here", "exit code 127")]
    public async Task A_failure_says_the_status_and_the_last_line(string line, string error) =>
        Assert.That((await Command(line).RunAsync(CancellationToken.None)).Record.Error, Does.StartWith(error));

    [Test]
    public async Task A_hook_that_hangs_is_ended_with_all_its_processes_also_when_it_ignores_the_polite_signals()
    {
        var (record, output) = await Command("trap '' INT TERM; echo begun; sleep 300.4182 & sleep 300.4182", seconds: 0.3)
            .RunAsync(CancellationToken.None);
        Assert.That(record.Error, Is.EqualTo("it did not end within 0.3 s, and was ended"));
        Assert.That(Encoding.UTF8.GetString(output), Is.EqualTo("begun\n"));
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("300.4182").Count == 0, "the hook's processes are gone");
    }

    [Test]
    public async Task A_host_that_refuses_is_an_error_of_the_hook_and_no_exception()
    {
        var host = new CannedHost(_ => throw new RemoteException("canned", "the link is down"));
        var (record, _) = await (Command("true") with { Place = new HookPlace(host, "/srv/perftests", "") }).RunAsync(
            CancellationToken.None
        );
        Assert.That((record.Host, record.ExitCode, record.Error), Is.EqualTo(("canned", (int?)null, "host canned: the link is down")));
    }

    [Test]
    public async Task A_monitor_is_stopped_politely_and_leaves_its_output_but_no_file()
    {
        Interrupts.Assume();
        var monitor = await HookMonitor.StartAsync(
            Command("trap 'echo stopped; exit 0' INT; echo started; while :; do :; done"),
            CancellationToken.None
        );
        await LocalProcesses.WaitUntilAsync(
            () => Directory.GetFiles(_host.WorkDir, "out", SearchOption.AllDirectories).Any(file => new FileInfo(file).Length > 0),
            "it runs"
        );
        var (record, output) = await monitor.StopAsync();
        Assert.That((record.Error, Encoding.UTF8.GetString(output)), Is.EqualTo(((string?)null, "started\nstopped\n")));
        Assert.That(Directory.GetDirectories(_host.WorkDir, "hook-*"), Is.Empty);
    }

    [TestCase("echo done", null)]
    [TestCase("echo broken; exit 4", "it ended before its level did, exit code 4: broken")]
    public async Task A_monitor_that_ends_early_has_failed_only_when_it_says_so(string line, string? error)
    {
        var monitor = await HookMonitor.StartAsync(Command(line), CancellationToken.None);
        await LocalProcesses.WaitUntilAsync(() => monitor.HasEnded, "it has ended");
        Assert.That((await monitor.StopAsync()).Record.Error, Is.EqualTo(error));
    }

    private HookCommand Command(string line, double seconds = 20) =>
        new(
            new HookSpec
            {
                Name = "h",
                Kind = HookKind.Init,
                Level = HookLevel.Run,
                On = HookTarget.Controller,
                Command = new CommandTemplate(line),
                TimeoutSeconds = seconds,
            },
            new HookPlace(_host, _host.WorkDir, ""),
            line,
            TimeProvider.System
        );
}
