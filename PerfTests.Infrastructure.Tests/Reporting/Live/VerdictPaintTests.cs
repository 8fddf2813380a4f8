using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Reporting.Live;
using PerfTests.Infrastructure.Reporting.Tables;

namespace PerfTests.Infrastructure.Tests.Reporting.Live;

[TestFixture]
internal sealed class VerdictPaintTests
{
    [TestCase("  Fail          latency/udp", "  \u001b[31mFail\u001b[0m          latency/udp")]
    [TestCase("[2/14] Pass: costs", "[2/14] \u001b[32mPass\u001b[0m: costs")]
    [TestCase("    WARN     load", "    \u001b[33mWARN\u001b[0m     load")]
    [TestCase("a\nInvalid: b", "a\n\u001b[35mInvalid\u001b[0m: b")]
    [TestCase("  Failures are told", "  Failures are told")]
    [TestCase("  Pass on what you know", "  Pass on what you know")]
    [TestCase("12 cases: 1 Fail, 11 Pass", "12 cases: 1 Fail, 11 Pass")]
    public void The_word_that_a_line_begins_with_is_coloured(string text, string painted) =>
        Assert.That(VerdictPaint.Paint(text), Is.EqualTo(painted));

    [Test]
    public void Colour_changes_no_character_of_a_table()
    {
        var table = ConsoleTable.Render(SampleCases.EveryKind);
        var painted = VerdictPaint.Paint(table);
        Assert.That(painted, Is.Not.EqualTo(table));
        Assert.That(Regex.Replace(painted, "\u001b\\[[0-9;]*m", "", default, TimeSpan.FromSeconds(5)), Is.EqualTo(table));
    }
}
