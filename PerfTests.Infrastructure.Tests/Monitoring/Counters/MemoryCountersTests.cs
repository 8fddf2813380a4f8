using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Tests.Monitoring.Counters;

[TestFixture]
internal sealed class MemoryCountersTests
{
    private static readonly string Recorded = RecordedOutput.Read("proc_meminfo.txt");

    [Test]
    public void Total_and_available_memory_are_read_in_bytes() =>
        Assert.That(MemoryCounters.Parse(Recorded), Is.EqualTo(new MemoryCounters(24684092.0 * 1024, 23583820.0 * 1024)));

    [Test]
    public void Used_is_what_is_not_available_at_either_end()
    {
        var use = MemoryUse.Between(new MemoryCounters(1000, 700), new MemoryCounters(1000, 600));
        Assert.That((use.TotalBytes, use.UsedBytesBefore, use.UsedBytesAfter), Is.EqualTo((1000.0, 300.0, 400.0)));
    }

    [TestCase("")]
    [TestCase("MemTotal: 10 kB\n")]
    [TestCase("MemAvailable: 10 kB\n")]
    [TestCase("MemTotal: 10 kB\nMemFree: 5 kB\n", Description = "free memory is not available memory")]
    [TestCase("MemTotal: 10 kB\nMemAvailable: 5 kB")]
    [TestCase("MemTotal: 10 kB\nMemAvailable: 5 MB\n")]
    [TestCase("MemTotal: 10 kB\nMemAvailable: 5\n")]
    [TestCase("MemTotal: 10 kB\nMemAvailable: -5 kB\n")]
    [TestCase("MemTotal: 1,0 kB\nMemAvailable: 5 kB\n")]
    [TestCase(" MemTotal: 10 kB\n MemAvailable: 5 kB\n")]
    public void Broken_text_is_refused(string text) => Assert.That(() => MemoryCounters.Parse(text), Throws.TypeOf<FormatException>());

    [Test]
    public void A_cut_text_never_gives_wrong_memory()
    {
        var whole = MemoryCounters.Parse(Recorded);
        for (var length = 0; length < Recorded.Length; length++)
        {
            try
            {
                Assert.That(MemoryCounters.Parse(Recorded[..length]), Is.EqualTo(whole));
            }
            catch (FormatException)
            {
                continue;
            }
            Assert.That(Recorded[length - 1], Is.EqualTo('\n'));
        }
    }
}
