using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Tests.Tools;

[TestFixture]
internal sealed class BpfStatsTests
{
    private const string Switch = "/proc/sys/kernel/bpf_stats_enabled";

    private static bool IsOn => File.ReadAllText(Switch).Trim() == "1";

    [Test]
    [CancelAfter(60_000)]
    public async Task Two_holders_take_turns_so_that_neither_is_switched_off_by_the_other(CancellationToken cancellationToken)
    {
        LabSsh.RequireLab();
        await using var source = new LabHostSource();
        var spec = new SshHost { Id = "server", Host = "lab:system-server" };
        await source.PrepareAsync([spec], cancellationToken);
        var sockets = Directory.CreateTempSubdirectory("perftests-");
        await using (var host = new OpenSshHost(source.Target(spec), sockets.FullName))
            await TakeTurnsAsync(host, cancellationToken);
        sockets.Delete(recursive: true);
    }

    private static async Task TakeTurnsAsync(IRemoteHost host, CancellationToken cancellationToken)
    {
        var first = await BpfStats.EnableAsync(host, cancellationToken);
        var second = BpfStats.EnableAsync(host, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(0.5), cancellationToken);
        Assert.That(second.IsCompleted, Is.False);
        await first.DisposeAsync();
        await using (await second)
            Assert.That(IsOn, Is.True);
    }
}
