using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Results.Files;

/// <summary>A result tree on a file system of 64 KiB.</summary>
[TestFixture]
internal sealed class FullDiskTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pt-full-").FullName;
    private bool _isMounted;

    [OneTimeSetUp]
    public async Task Mount()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("mounting a small file system needs root");
        await LocalCommand.RunAsync(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", _folder], CancellationToken.None);
        _isMounted = true;
    }

    [OneTimeTearDown]
    public async Task Unmount()
    {
        if (_isMounted)
            await LocalCommand.RunAsync(["umount", _folder], CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_run_that_the_disk_has_no_room_for_never_happened_and_the_error_names_folder_and_remedy()
    {
        var tree = new ResultTree(_folder);
        var store = new CaseStore(tree);
        await store.WriteRoundsAsync(TemporaryTree.BaselineCase, [], default);
        var run = tree.CreateRun(TemporaryTree.BaselineCase, TemporaryTree.Start);
        await Assert.ThatAsync(
            () => run.WriteAsync("client_results/stream_1.json", new byte[100_000], default),
            Throws
                .TypeOf<ResultStorageException>()
                .With.Message.Contains($"{_folder}/baseline")
                .And.Message.Contains("no space is left")
                .And.Message.Contains("PERFTESTS_RESUME=1")
        );
        await FillAsync(run);
        await Assert.ThatAsync(
            () => run.CompleteAsync(TemporaryTree.Run(100), TemporaryTree.Fingerprint, default),
            Throws.TypeOf<ResultStorageException>()
        );
        await Assert.ThatAsync(
            () => store.WriteRoundsAsync(TemporaryTree.BaselineCase, [], default),
            Throws.TypeOf<ResultStorageException>()
        );
        Assert.Multiple(async () =>
        {
            Assert.That(tree.Runs(TemporaryTree.BaselineCase), Is.Empty);
            Assert.That(Directory.GetFiles(_folder, "*.tmp", SearchOption.AllDirectories), Is.Empty);
            // What was there before is whole.
            Assert.That(
                await store.ReadAsync<IReadOnlyList<RoundRecord>>(TemporaryTree.BaselineCase, CaseStore.RoundsFile, default),
                Is.Empty
            );
        });
    }

    private static async Task FillAsync(RunFolder run)
    {
        for (var i = 0; i < 100; i++)
        {
            try
            {
                await run.WriteAsync($"client_results/filler_{i}", new byte[4096], default);
            }
            catch (ResultStorageException)
            {
                return;
            }
        }
        Assert.Fail("the disk never became full");
    }
}
