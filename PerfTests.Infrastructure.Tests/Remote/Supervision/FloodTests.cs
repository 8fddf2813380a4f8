using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

/// <summary>Commands that print without end, on this machine and without ssh: the supervisor and its bounds are the same.</summary>
[TestFixture]
[Platform("Linux")]
internal sealed class FloodTests : IAsyncDisposable
{
    private readonly ControllerHost _here = new();

    public ValueTask DisposeAsync() => _here.DisposeAsync();

    [Test]
    public async Task A_command_that_prints_without_end_is_ended_and_the_failure_names_host_command_and_limit()
    {
        await using var process = await StartAsync(new RemoteCommand("exec cat /dev/zero 46789") { OutputLimitBytes = 100_000 });
        Assert.That(
            async () => await process.Completion.WaitAsync(TimeSpan.FromSeconds(30)),
            Throws
                .TypeOf<RemoteException>()
                .With.Message.EqualTo("host controller: 'exec cat /dev/zero 46789' printed more than 100000 bytes, and was ended")
        );
        await LocalProcesses.WaitUntilAsync(() => !LocalProcesses.IsRunning(process.ProcessId), "the command is gone");
    }

    [Test]
    public async Task Output_that_may_be_cut_keeps_its_beginning_its_end_and_the_exit_code()
    {
        await using var process = await StartAsync(
            new RemoteCommand("echo first; head -c 3000000 /dev/zero; echo last; exit 4") { OutputLimitBytes = 200_000, CutsOutput = true }
        );
        var result = await process.Completion;
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(4));
            Assert.That(result.BytesLeftOut, Is.EqualTo(3_000_000 + "first\nlast\n".Length - 200_000));
            Assert.That(result.Output, Does.StartWith("first\n").And.EndWith("\0last\n"));
            Assert.That(result.StandardOutput, Has.Length.LessThan(200_100));
        });
    }

    [Test]
    public async Task Standard_error_is_cut_and_fails_nothing()
    {
        await using var process = await StartAsync(
            new RemoteCommand("head -c 3000000 /dev/zero >&2; echo why >&2; exit 5") { OutputLimitBytes = 200_000 }
        );
        var result = await process.Completion;
        Assert.That(
            (result.ExitCode, result.Error.EndsWith("why\n", StringComparison.Ordinal), result.StandardError.Length < 200_100),
            Is.EqualTo((5, true, true))
        );
    }

    private Task<IRemoteProcess> StartAsync(RemoteCommand command) => _here.StartAsync(command, CancellationToken.None);
}
