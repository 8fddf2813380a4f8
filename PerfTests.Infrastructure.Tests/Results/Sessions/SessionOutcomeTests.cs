using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Tests.Results.Sessions;

[TestFixture]
internal sealed class SessionOutcomeTests
{
    private static readonly DateTimeOffset Time = new(2024, 12, 1, 14, 30, 22, TimeSpan.Zero);

    private readonly SessionOutcome _outcome = new(3, "host µ: \"down\"\nsecond line", Time);

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pt-outcome-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task An_outcome_is_read_as_it_was_written()
    {
        await SessionOutcome.WriteAsync(_folder, _outcome, CancellationToken.None);
        Assert.Multiple(async () =>
        {
            Assert.That(await SessionOutcome.ReadAsync(_folder, Time, CancellationToken.None), Is.EqualTo(_outcome));
            Assert.That(Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName), Is.EqualTo(new[] { "session.json" }));
        });
    }

    [Test]
    public async Task The_last_session_s_outcome_takes_the_place_of_the_one_before()
    {
        await SessionOutcome.WriteAsync(_folder, _outcome, CancellationToken.None);
        await SessionOutcome.WriteAsync(_folder, _outcome with { ExitCode = 0 }, CancellationToken.None);
        Assert.That((await SessionOutcome.ReadAsync(_folder, Time, CancellationToken.None))!.ExitCode, Is.Zero);
    }

    [Test]
    public async Task An_older_session_s_outcome_is_none()
    {
        await SessionOutcome.WriteAsync(_folder, _outcome, CancellationToken.None);
        Assert.That(await SessionOutcome.ReadAsync(_folder, Time.AddTicks(1), CancellationToken.None), Is.Null);
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("{\"exitCode\": 0, \"message\": \"cut")]
    [TestCase("{\"exitCode\": 0, \"message\": null, \"time\": \"2024-12-01T14:30:22+00:00\"}")]
    public async Task What_is_no_outcome_is_none(string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "session.json"), text);
        Assert.That(await SessionOutcome.ReadAsync(_folder, DateTimeOffset.MinValue, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_session_that_left_none_has_none() =>
        Assert.That(
            await SessionOutcome.ReadAsync(Path.Combine(_folder, "absent"), DateTimeOffset.MinValue, CancellationToken.None),
            Is.Null
        );
}
