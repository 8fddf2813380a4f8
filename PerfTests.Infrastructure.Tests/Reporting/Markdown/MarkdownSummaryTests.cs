using PerfTests.Infrastructure.Reporting.Markdown;

namespace PerfTests.Infrastructure.Tests.Reporting.Markdown;

[TestFixture]
internal sealed class MarkdownSummaryTests
{
    [Test]
    public void The_table_reads_as_verified() => Snapshot.Match(MarkdownSummary.Render(SampleCases.EveryKind), "every_kind", "md");

    [Test]
    public void No_cases_give_no_table() => Assert.That(MarkdownSummary.Render([]), Is.EqualTo("**0 cases**\n"));

    [Test]
    public void Names_cannot_end_a_cell_or_become_markup()
    {
        var row = MarkdownSummary.Render([SampleCases.WithoutNumbers("a|b<img>\n@all", "e", "pps/udp/x", "r")]).TrimEnd('\n').Split('\n')[
            ^1
        ];
        Assert.That(row, Does.Contain(@"a\|b\<img\> \@all"));
    }

    [Test]
    public void A_long_list_is_cut_and_says_so() =>
        Assert.That(MarkdownSummary.Render(SampleCases.EveryKind, 4), Does.EndWith("and 5 more cases, none worse than these.\n"));
}
