using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

/// <summary>What the supervisor does to its process group when its controller is gone, on this machine and without ssh.</summary>
[TestFixture]
internal sealed class PoliteEndTests
{
    [Test]
    public async Task The_end_of_input_interrupts_first_so_that_a_tool_can_detach_what_it_attached()
    {
        Interrupts.Assume();
        Assert.That(await EndedByAsync("trap 'echo detached; exit 0' INT; echo started; while :; do :; done"), Does.Contain("detached"));
    }

    [Test]
    public async Task A_process_that_does_not_listen_is_killed_all_the_same() =>
        Assert.That(await EndedByAsync("trap '' INT TERM; echo started; while :; do sleep 0.05; done"), Does.Contain("exit 137"));

    private static async Task<string> EndedByAsync(string script)
    {
        using var supervisor = LocalProcess.StartDetached("/bin/sh", ["-c", SupervisorScript.Bootstrap(throughSudo: false)]);
        await supervisor.StandardInput.WriteLineAsync(SupervisorScript.FirstInputLine(new RemoteCommand(script), "nonce"));
        await supervisor.StandardInput.FlushAsync();
        while (await supervisor.StandardOutput.ReadLineAsync() is { } line && line != "started")
            continue;
        supervisor.StandardInput.Close();
        return await supervisor.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }
}
