using System.Diagnostics;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Tests.Monitoring.Counters;

[TestFixture]
internal sealed class ProcessStatTests
{
    private const string Rest = "S 1 9 9 0 -1 4194560 1 2 3 4 15 25 100 200 20 0 1 0 5 6 7";

    [TestCase("9 (bash) ", "bash")]
    [TestCase("9 (a) b (c)) ", "a) b (c)")]
    [TestCase("9 () ", "")]
    public void Names_may_hold_anything(string start, string name) =>
        Assert.That(ProcessStat.Parse(start + Rest), Is.EqualTo(new ProcessStat(9, name, "S", 1, 0.4, 3)));

    [TestCase("")]
    [TestCase("9 (bash)")]
    [TestCase("9 bash " + Rest)]
    [TestCase("x (bash) " + Rest)]
    [TestCase("9 (bash) S 1 9 9 0 -1 4194560 1 2 3 4 15 25")]
    [TestCase("9 (bash) S -1 9 9 0 -1 4194560 1 2 3 4 15 25 100 200 20 0 1 0 5")]
    [TestCase("9 (bash) S 1 9 9 0 -1 4194560 1 2 3 4 -15 25 100 200 20 0 1 0 5")]
    public void What_is_no_line_of_a_process_is_refused(string line) =>
        Assert.That(() => ProcessStat.Parse(line), Throws.TypeOf<FormatException>());

    [Test]
    public void A_process_of_this_machine_is_read_and_one_that_is_not_there_is_none()
    {
        using var child = Process.Start(new ProcessStartInfo("sleep", "30"))!;
        try
        {
            var stat = ProcessStat.Here(child.Id)!;
            Assert.That((stat.Id, stat.ParentId, stat.HasEnded), Is.EqualTo((child.Id, Environment.ProcessId, false)));
        }
        finally
        {
            child.Kill();
            child.WaitForExit();
        }
        Assert.That(ProcessStat.Here(child.Id), Is.Null);
        Assert.That(ProcessStat.Here(-1), Is.Null);
    }
}
