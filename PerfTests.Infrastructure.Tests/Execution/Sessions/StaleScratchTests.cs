using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Execution.Sessions;

[TestFixture]
internal sealed class StaleScratchTests
{
    [Test]
    public async Task Scratch_folders_of_lost_sessions_go_and_nothing_else_does()
    {
        await using var host = new ControllerHost();
        var kept = Directory.CreateTempSubdirectory("pt-kept-");
        try
        {
            string[] stale = [$"tool-{Guid.NewGuid():n}", "load-a1B2c3", "monitor-XyZ012"];
            string[] others = ["tool-mine", "load-testing", "hook-a1B2c3", "ebpf-tools"];
            foreach (var name in (string[])[.. stale, .. others])
                await File.WriteAllTextAsync(
                    Path.Combine(Directory.CreateDirectory(Path.Combine(host.WorkDir, name)).FullName, "out"),
                    "x"
                );
            await File.WriteAllTextAsync(Path.Combine(kept.FullName, "file"), "x");
            Directory.CreateSymbolicLink(Path.Combine(host.WorkDir, "load-a1B2c3", "link"), kept.FullName);

            await StaleScratch.RemoveAsync(host, CancellationToken.None);

            var left = Directory.GetDirectories(host.WorkDir).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
            Assert.That(left, Is.EqualTo(others.Order(StringComparer.Ordinal)));
            Assert.That(File.Exists(Path.Combine(kept.FullName, "file")), "a link is not followed");
        }
        finally
        {
            kept.Delete(recursive: true);
        }
    }
}
