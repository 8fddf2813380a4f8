using System.Runtime.Versioning;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Tests.Results.Files;

[TestFixture]
[SupportedOSPlatform("linux")]
internal sealed class ExclusiveUseTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pt-alone-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_second_session_in_one_tree_is_refused_with_the_holder_and_the_remedy()
    {
        using var first = await TakeAsync(_folder, TimeSpan.Zero);
        await Assert.ThatAsync(
            () => TakeAsync(_folder, TimeSpan.Zero),
            Throws
                .TypeOf<InUseException>()
                .With.Message.Contains($"process {Environment.ProcessId}")
                .And.Message.Contains("since 20")
                .And.Message.Contains(_folder)
                .And.Message.Contains("PERFTESTS_WAIT_SECONDS")
        );
    }

    [Test]
    public async Task It_can_be_taken_again_when_the_first_one_is_done()
    {
        (await TakeAsync(_folder, TimeSpan.Zero)).Dispose();
        using var second = await TakeAsync(_folder, TimeSpan.Zero);
    }

    [Test]
    public async Task Who_waits_gets_it_when_the_holder_ends()
    {
        var first = await TakeAsync(_folder, TimeSpan.Zero);
        var second = TakeAsync(_folder, TimeSpan.FromMinutes(1));
        Assert.That(second.IsCompleted, Is.False);
        first.Dispose();
        (await second).Dispose();
    }

    [Test]
    public async Task Who_has_waited_as_long_as_it_may_is_refused()
    {
        using var first = await TakeAsync(_folder, TimeSpan.Zero);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await Assert.ThatAsync(
            () => ExclusiveUse.OfResultTreeAsync(_folder, TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token),
            Throws.TypeOf<InUseException>()
        );
    }

    [Test]
    public async Task A_tree_behind_a_link_is_the_same_tree()
    {
        var link = _folder + "-link";
        Directory.CreateSymbolicLink(link, _folder);
        try
        {
            using var first = await TakeAsync(link, TimeSpan.Zero);
            await Assert.ThatAsync(() => TakeAsync(_folder, TimeSpan.Zero), Throws.TypeOf<InUseException>());
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    [Test]
    public async Task A_link_in_place_of_the_lock_is_refused_and_nothing_is_written_through_it()
    {
        var precious = Path.Combine(_folder, "precious");
        await File.WriteAllTextAsync(precious, "precious");
        File.CreateSymbolicLink(Path.Combine(_folder, ".session.lock"), precious);
        await Assert.ThatAsync(() => TakeAsync(_folder, TimeSpan.Zero), Throws.TypeOf<InUseException>().With.Message.Contains("is a link"));
        Assert.That(await File.ReadAllTextAsync(precious), Is.EqualTo("precious"));
    }

    [Test]
    public async Task The_lock_of_a_machine_must_be_out_of_others_reach_and_goes_when_it_is_given_back()
    {
        var lockFile = Path.Combine(_folder, "locks", "session.lock");
        using (await OfMachineAsync(lockFile))
            await Assert.ThatAsync(
                () => OfMachineAsync(lockFile),
                Throws.TypeOf<InUseException>().With.Message.Contains($"process {Environment.ProcessId}")
            );
        Assert.That(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(lockFile)!), Is.Empty);
        File.SetUnixFileMode(Path.GetDirectoryName(lockFile)!, (UnixFileMode)0b111_111_111);
        await Assert.ThatAsync(() => OfMachineAsync(lockFile), Throws.TypeOf<InUseException>().With.Message.Contains("other users"));
    }

    private static Task<ExclusiveUse> OfMachineAsync(string lockFile) =>
        ExclusiveUse.OfMachineAsync(lockFile, "the lab", TimeSpan.Zero, TimeProvider.System, CancellationToken.None);

    private static Task<ExclusiveUse> TakeAsync(string folder, TimeSpan wait) =>
        ExclusiveUse.OfResultTreeAsync(folder, wait, TimeProvider.System, CancellationToken.None);
}
