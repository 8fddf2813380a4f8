using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Tests.Results;

[TestFixture]
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
            Throws.TypeOf<InUseException>().With.Message.Contains($"process {Environment.ProcessId}").And.Message.Contains("since 20")
                .And.Message.Contains(_folder).And.Message.Contains("PERFTESTS_WAIT_SECONDS"));
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
            () => ExclusiveUse.OfResultTreeAsync(_folder, TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token), Throws.TypeOf<InUseException>());
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

    private static Task<ExclusiveUse> TakeAsync(string folder, TimeSpan wait) =>
        ExclusiveUse.OfResultTreeAsync(folder, wait, TimeProvider.System, CancellationToken.None);
}
