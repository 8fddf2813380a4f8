using PerfTests.Infrastructure.Monitoring.Formats;

namespace PerfTests.Infrastructure.Tests.Monitoring.Formats;

[TestFixture]
internal sealed class TopParserTests
{
    private static IEnumerable<TestCaseData> Screens() =>
        [
            new TestCaseData(
                "%Cpu(s): 52.8 us,  1.8 sy,  0.0 ni, 45.0 id,  0.0 wa,  0.0 hi,  0.5 si,  0.0 st \nMiB Mem :   2048.0 total,   100.0 "
                    + "free,    900.0 used,    816.7 buff/cache     \nMiB Swap:      9.0 total,      0.0 free,      9.0 used.   1024.0 "
                    + "avail Mem \n"
            ).SetArgDisplayNames("procps 4"),
            new TestCaseData(
                "%Cpu(s): 52,8 us,  1,8 sy,  0,0 ni, 45,0 id,  0,0 wa,  0,0 hi,  0,5 si,  0,0 st\nKiB Mem :  2097152 total,   100000 "
                    + "free,   900000 used,   816000 buff/cache\nKiB Swap:        0 total,        0 free,        0 used.  1048576 avail "
                    + "Mem \n"
            ).SetArgDisplayNames("procps 3.3, decimal comma"),
            new TestCaseData(
                "Cpu(s): 52.8%us,  1.8%sy,  0.0%ni, 45.0%id,  0.0%wa,  0.0%hi,  0.5%si,  0.0%st\nMem:   2097152k total,  1048576k used,  "
                    + " 100000k free,   816000k buffers\nSwap:        0k total,        0k used,        0k free,   816000k cached\n"
            ).SetArgDisplayNames("procps 3.2"),
            new TestCaseData(
                "%Cpu0  : 50.8 us,  1.8 sy,  0.0 ni, 45.0 id,  0.0 wa,  0.0 hi,  0.5 si,  0.0 st   %Cpu1  : 54.8 us,  1.8 sy,  0.0 ni, "
                    + "45.0 id,  0.0 wa,  0.0 hi,  0.5 si,  0.0 st \nMiB Mem :  2048.0 total,  100.0 free,    900.0 used,   816.7 "
                    + "buff/cache       MiB Swap:      0.0 total,      0.0 free,      0.0 used.  1024.0 avail Mem \n"
            ).SetArgDisplayNames("two cores in a line"),
        ];

    [TestCaseSource(nameof(Screens))]
    public void States_and_memory_are_read_from_every_version(string head)
    {
        var rows = TopParser.Parse(
            $"top - 08:59:01 up 19 min,  0 user,  load average: 2.71, 2.40, 1.36\nTasks:   1 total\n{head}\n  PID USER      PR  NI    "
                + $"VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n",
            []
        );
        var all = rows.Single(row => row.Subject == TopParser.AllCores);
        Assert.Multiple(() =>
        {
            Assert.That(all.Time!.TimeOfDay, Is.EqualTo(new TimeSpan(8, 59, 1)));
            Assert.That(all.Values["user"], Is.EqualTo(52.8).Within(1e-9));
            Assert.That(all.Values["softIrq"], Is.EqualTo(0.5));
            Assert.That(all.Values["busy"], Is.EqualTo(55.1).Within(1e-9));
            Assert.That(rows.Single(row => row.Subject == TopParser.Memory).Values[TopParser.UsedBytes], Is.EqualTo(1024.0 * 1024 * 1024));
        });
    }

    [Test]
    public void Recorded_screens_give_each_core()
    {
        var rows = TopParser.Parse(RecordedOutput.Read("top_b_1.txt"), []);
        Assert.Multiple(() =>
        {
            Assert.That(
                rows.Where(row => row.Subject == "1").Select(row => row.Values["softIrq"]).Take(4),
                Is.EqualTo(new[] { 0, 0, 2.1, 4.3 })
            );
            Assert.That(
                rows.Where(row => row.Subject == "0").Select(row => row.Values["user"]).Take(4),
                Is.EqualTo(new[] { 50, 4.6, 13.4, 4.2 })
            );
            Assert.That(
                TopParser.Parse(RecordedOutput.Read("top_b.txt"), []).Count(row => row.Subject == TopParser.AllCores),
                Is.EqualTo(3)
            );
            Assert.That(
                TopParser.Parse(RecordedOutput.Read("top_b_p.txt"), []).First(row => row.Subject == TopParser.AllCores).Values["idle"],
                Is.EqualTo(100)
            );
        });
    }

    [TestCase("")]
    [TestCase("top - ")]
    [TestCase("top - 08:59:01 up\n%Cpu(s): 52.8 us")]
    [TestCase("top: unknown option '1'\nUsage: …\n")]
    public void What_is_no_whole_screen_gives_nothing(string text) => Assert.That(TopParser.Parse(text, []), Is.Empty);
}
