using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Tests.Tools;

[TestFixture]
internal sealed class OutputFigureTests
{
    [TestCase("packets: ([0-9]+)", "packets: 3\npackets: 12\n", ExpectedResult = 12, TestName = "The_last_line_with_a_number_counts")]
    [TestCase("packets: ([0-9]+)", "packets: none\n", ExpectedResult = 0, TestName = "Without_a_line_it_is_nothing")]
    [TestCase("packets: (.*)", "packets: 12\npackets: NaN\n", ExpectedResult = 0, TestName = "What_is_no_number_is_nothing")]
    [TestCase("packets: ([0-9,.]+)", "packets: 1,234.5\r\n", ExpectedResult = 1234.5, TestName = "Thousands_may_be_set_apart")]
    [TestCase("^rx ", "rx 1\ntx 2\nrx 3", ExpectedResult = 2, TestName = "Without_a_group_lines_are_counted")]
    [TestCase("(?:a|b)", "a\nb\nc\n", ExpectedResult = 2, TestName = "A_group_that_takes_nothing_is_none")]
    [TestCase(
        "(a+)+$",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
        ExpectedResult = 0,
        TestName = "A_costly_pattern_is_read_in_one_pass"
    )]
    public double What_a_tool_printed(string line, string text) => OutputFigure.In(text, new OutputProof(line, 1));
}
