using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Tests.Monitoring.Counters;

[TestFixture]
internal sealed class SchedStatTests
{
    [Test]
    public void The_three_numbers_are_read() =>
        Assert.That(
            SchedStat.Parse(RecordedOutput.Read("proc_pid_schedstat.txt")),
            Is.EqualTo(new SchedStat(2642771187, 1645638231, 46370))
        );

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("1 2 3")]
    [TestCase("1 2\n")]
    [TestCase("1 2 3 4\n")]
    [TestCase("1 2 x\n")]
    [TestCase("1 2 3\n4 5 6\n")]
    public void Broken_text_is_refused(string text) => Assert.That(() => SchedStat.Parse(text), Throws.TypeOf<FormatException>());
}
