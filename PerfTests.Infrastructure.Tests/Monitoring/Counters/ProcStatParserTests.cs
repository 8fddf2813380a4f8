using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Monitoring.Cpu;

namespace PerfTests.Infrastructure.Tests.Monitoring.Counters;

[TestFixture]
internal sealed class ProcStatParserTests
{
    private static readonly string Recorded = RecordedOutput.Read("proc_stat.txt");

    [Test]
    public void All_CPUs_and_each_of_them_are_read()
    {
        var stat = ProcStatParser.Parse(Recorded);
        Assert.That(
            stat.All,
            Is.EqualTo(
                new CpuTicks
                {
                    User = 63820,
                    System = 23561,
                    Nice = 0,
                    Idle = 142216,
                    IoWait = 844,
                    SoftIrq = 3805,
                    Steal = 170,
                }
            )
        );
        Assert.That(stat.Cpus.Keys, Is.EqualTo(new[] { 0, 1 }));
        Assert.That(stat.Cpus[1].User, Is.EqualTo(33115));
        // Ticks of the CPUs are rounded one by one, so their sum may differ from the total by some.
        Assert.That((double)stat.Cpus.Values.Sum(cpu => (long)cpu.Total), Is.EqualTo((double)stat.All.Total).Within(20));
    }

    [Test]
    public void Guest_time_is_not_counted_twice()
    {
        var ticks = ProcStatParser.Parse("cpu 1 2 4 8 16 32 64 128 256 512\n").All;
        Assert.That((ticks.Total, ticks.Busy, ticks.Guest, ticks.GuestNice), Is.EqualTo((255UL, 103UL, 256UL, 512UL)));
    }

    [Test]
    public void Times_that_an_old_kernel_lacks_are_zero() => Assert.That(ProcStatParser.Parse("cpu 1 2 4 8\n").All.Total, Is.EqualTo(15));

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("cpu 1 2 4 8")]
    [TestCase("cpu 1 2 4\n")]
    [TestCase("cpu 1 2 4 -8\n")]
    [TestCase("cpu0 1 2 4 8\n")]
    [TestCase("cpu 1 2 4 8\ncpufreq 1 2 4 8\n")]
    public void Broken_text_is_refused(string text) => Assert.That(() => ProcStatParser.Parse(text), Throws.TypeOf<FormatException>());
}
