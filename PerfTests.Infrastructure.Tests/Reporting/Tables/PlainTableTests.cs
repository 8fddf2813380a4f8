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
    public void A_line_that_no_terminal_could_hold_is_neither_broken_nor_cut([Values(300, 100_000)] int length)
    {
        var table = new PlainTable(indent: 0).Words("path").Words("note");
        table.Add(new string('x', length), "two words");
        Assert.That(table.ToString().Split('\n')[1], Is.EqualTo($"{new string('x', length)}  two words"));
    }

    [Test]
    public void Lines_of_their_own_stand_where_they_were_added_and_do_not_widen_a_column()
    {
        var table = new PlainTable().Words("workload").Numbers("rounds");
        table.Line("the tool of the first two rows");
        table.Add("latency", "5");
        table.Add("pps", "8");
        table.Line("");
        table.Line("a baseline");
        table.Add("pps", "3");
        table.Line("the end");
        Assert.That(
            table.ToString(),
            Is.EqualTo(
                """
                  workload  rounds
                the tool of the first two rows
                  latency        5
                  pps            8

                a baseline
                  pps            3
                the end

                """
            )
        );
    }

    [Test]
    public void Columns_without_titles_have_no_line_of_titles_and_an_empty_row_is_a_line()
    {
        var table = new PlainTable(indent: 0).Words("").Words("");
        table.Add("", "");
        table.Add("a", "b");
        table.Add("", "");
        Assert.That(table.ToString(), Is.EqualTo("\na  b\n\n"));
    }

    [Test]
    public void Without_rows_there_are_no_titles()
    {
        var table = new PlainTable().Words("workload");
        Assert.That(table.ToString(), Is.Empty);
        table.Line("nothing");
        Assert.That(table.ToString(), Is.EqualTo("nothing\n"));
    }

    [Test]
    public void Nothing_from_outside_acts_on_a_terminal_or_makes_a_line_of_its_own()
    {
        const string Hostile = "a\u001b[2J\r\nb\u202e\ud800";
        var table = new PlainTable(indent: 0).Words(Hostile);
        table.Line(Hostile);
        table.Add(Hostile);
        Assert.That(table.ToString(), Is.EqualTo(string.Concat(Enumerable.Repeat("a␛[2J b<U+202E>\ufffd\n", 3))));
    }

    [Test]
    public void Brackets_are_no_markup()
    {
        var table = new PlainTable(indent: 0).Words("[red]a[/]");
        table.Add("[b]");
        Assert.That(table.ToString(), Is.EqualTo("[red]a[/]\n[b]\n"));
    }
}
