using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Lab;

namespace PerfTests.Infrastructure.Tests.Remote.OpenSsh;

[TestFixture]
internal sealed class RelativeWorkDirTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task A_relative_work_folder_becomes_absolute_when_the_host_is_connected(CancellationToken cancellationToken)
    {
        LabSsh.RequireLab();
        await using var source = new LabHostSource();
        var spec = new SshHost { Id = "server", Host = "lab:system-server" };
        await source.PrepareAsync([spec], cancellationToken);
        var sockets = Directory.CreateTempSubdirectory("pt-");
        try
        {
            var target = source.Target(spec);
            await using var host = OpenHost.Of(target, sockets.FullName);
            await host.ConnectAsync(cancellationToken);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(
                    target.WorkDir,
                    Does.StartWith("../"),
                    "the lab's work folders are relative, as those of real hosts are by default"
                );
                Assert.That(host.WorkDir, Does.StartWith("/var/lib/perftests/lab-").And.EndWith("/perftests"));
            }
            await using var unread = OpenHost.Of(target, sockets.FullName);
            await unread.RunCheckedAsync(new RemoteCommand("true"), cancellationToken);
            Assert.That(unread.WorkDir, Is.EqualTo(host.WorkDir), "a first command connects as well");
        }
        finally
        {
            sockets.Delete(recursive: true);
        }
    }
}
