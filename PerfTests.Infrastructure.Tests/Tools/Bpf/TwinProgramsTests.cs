using System.Security.Cryptography;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Tools.Bpf;

[TestFixture]
internal sealed class TwinProgramsTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Another_instance_of_a_tool_is_found_by_its_code(CancellationToken cancellationToken)
    {
        LabSsh.RequireLab();
        await using var source = new LabHostSource();
        var spec = new SshHost { Id = "server", Host = "lab:system-server" };
        await source.PrepareAsync([spec], cancellationToken);
        using var opener = new HostOpener(source);
        await using var host = opener.Open(spec);
        await FindAsync(host, cancellationToken);
    }

    private static async Task FindAsync(IRemoteHost host, CancellationToken cancellationToken)
    {
        // A number of its own gives the program code that nobody else on this kernel has.
        var script = $"tracepoint:net:netif_receive_skb /pid == {RandomNumberGenerator.GetInt32(1 << 24, 1 << 30)}/ {{ @seen = count(); }}";
        var command = new RemoteCommand($"exec bpftrace -e {ShellWord.Quote(script)}");
        await using var first = await host.StartAsync(command, cancellationToken);
        var mine = await ProgramsAsync(host, first, cancellationToken);
        Assert.That(await BpfInventory.FindTwinsAsync(host, mine, [], cancellationToken), Is.Empty);

        await using var second = await host.StartAsync(command, cancellationToken);
        var others = await ProgramsAsync(host, second, cancellationToken);
        Assert.That(await BpfInventory.FindTwinsAsync(host, mine, [], cancellationToken), Is.EqualTo(others.Select(program => program.Id)));
    }

    private static async Task<IReadOnlyList<BpfProgram>> ProgramsAsync(
        IRemoteHost host,
        IRemoteProcess process,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            if (await BpfInventory.ReadAsync(host, process.ProcessId, cancellationToken) is { Count: > 0 } programs)
                return programs;
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }
}
