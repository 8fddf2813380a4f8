using System.Text.Json;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Execution.Progress;

[TestFixture]
internal sealed class ProgressFeedTests
{
    private string _folder = "";

    private string Feed => Path.Combine(_folder, "progress.jsonl");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pt-feed-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Events_arrive_in_order_with_all_they_hold_until_the_writer_ended()
    {
        ProgressEvent[] events =
        [
            new(ProgressKind.Plan, "two\nlines µ") { Of = 2, SecondsLeft = 60 },
            new(ProgressKind.CaseJudged, new string('x', 10_000))
            {
                Number = 1,
                Of = 2,
                SecondsLeft = 30,
                Verdict = Verdict.Fail,
            },
            new(ProgressKind.Report, "table") { Document = JsonSerializer.SerializeToElement(new { a = 1 }) },
        ];
        ProgressFeed.Append(Feed, events[0]);
        var ended = new TaskCompletionSource();
        var told = new List<ProgressEvent>();
        await foreach (var each in ProgressFeed.FollowAsync(Feed, ended.Task, CancellationToken.None))
        {
            if (each is not null)
                told.Add(each);
            else if (told.Count < events.Length)
                ProgressFeed.Append(Feed, events[told.Count]);
            else
                ended.TrySetResult();
        }
        Assert.That(told.Select(each => each with { Document = null }), Is.EqualTo(events.Select(each => each with { Document = null })));
        Assert.That(told[2].Document!.Value.GetProperty("a").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_line_that_was_cut_off_is_left_out()
    {
        await File.WriteAllTextAsync(
            Feed,
            "{\"kind\":\"No\nnull\n{\"kind\":\"Note\",\"text\":\"kept\"}\n{\"kind\":\"Note\",\"text\":\"half"
        );
        var told = await ProgressFeed.FollowAsync(Feed, Task.CompletedTask, CancellationToken.None).ToListAsync();
        Assert.That(told, Is.EqualTo(new[] { new ProgressEvent(ProgressKind.Note, "kept") }));
    }

    [Test]
    public void A_feed_that_cannot_be_written_ends_no_measurement() =>
        Assert.That(
            () => ProgressFeed.Append(Path.Combine(_folder, "gone", "x"), new ProgressEvent(ProgressKind.Note, "lost")),
            Throws.Nothing
        );
}
