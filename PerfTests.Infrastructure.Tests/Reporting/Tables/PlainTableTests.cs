using PerfTests.Infrastructure.Reporting.Tables;

namespace PerfTests.Infrastructure.Tests.Reporting.Tables;

[TestFixture]
internal sealed class PlainTableTests
{
    [Test]
    public void Words_begin_and_numbers_end_below_each_other_and_no_line_ends_with_a_blank()
    {
        var table = new PlainTable().Words("workload").Numbers("rounds").Words("found");
        table.Add("latency", "5", "yes");
        table.Add("pps", "1000000", "");
        Assert.That(table.ToString(), Is.EqualTo("  workload   rounds  found\n  latency         5  yes\n  pps       1000000\n"));
    }

    [Test]
    public void A_line_that_no_terminal_could_hold_is_not_broken()
    {
        var table = new PlainTable(indent: 0).Words("path").Words("note");
        table.Add(new string('x', 300), "two words");
        Assert.That(table.ToString().Split('\n')[1], Is.EqualTo($"{new string('x', 300)}  two words"));
    }

    [Test]
    public void Brackets_are_no_markup()
    {
        var table = new PlainTable(indent: 0).Words("[red]a[/]");
        table.Add("[b]");
        Assert.That(table.ToString(), Is.EqualTo("[red]a[/]\n[b]\n"));
    }
}
