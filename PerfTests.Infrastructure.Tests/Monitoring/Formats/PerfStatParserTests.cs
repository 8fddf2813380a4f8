using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Monitoring.Formats;

namespace PerfTests.Infrastructure.Tests.Monitoring.Formats;

/// <summary>Recorded where the hardware counts nothing and software events do.</summary>
[TestFixture]
internal sealed class PerfStatParserTests
{
    [Test]
    public void Software_events_have_counts_and_events_of_the_hardware_the_reason_why_not()
    {
        var (began, rows) = PerfStatParser.Parse(RecordedOutput.Read("perf_software.csv"));
        Assert.Multiple(() =>
        {
            Assert.That(began, Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(1795854757).AddTicks(2648497)));
            Assert.That(rows, Has.Count.EqualTo(4 * 12));
            Assert.That(rows[0], Is.EqualTo(new PerfStatRow(0.100666845, "instructions", null, "<not supported>", 100)));
            Assert.That(rows[1], Is.EqualTo(new PerfStatRow(0.100666845, "task-clock", 202.32, null, 100)));
            Assert.That(
                rows[^1],
                Is.EqualTo(new PerfStatRow(1.248957080, "page-faults", 268, null, 100)),
                "the last interval ends with perf"
            );
        });
    }

    // Written by hand in the form that perf documents: a figure made from counts can have a line of its own.
    [Test]
    public void A_line_with_a_figure_of_perf_s_own_is_no_event() =>
        Assert.That(
            PerfStatParser
                .Parse(
                    "1795854757.264849779\n 0.1,9000,,instructions,5,62.50,1.50,insn per cycle\n 0.1,,,,,,0.20,stalled cycles per insn\n"
                )
                .Rows,
            Is.EqualTo(new[] { new PerfStatRow(0.1, "instructions", 9000, null, 62.5) })
        );

    [TestCase("", "it ends within a line")]
    [TestCase("1795854757.264849779", "it ends within a line")]
    [TestCase("1795854757.264849779\n 0.1,9000,,cyc", "it ends within a line")]
    [TestCase("\n", "its first line is ''")]
    [TestCase("1795854757.2648\n", "its first line is '1795854757.2648'")]
    [TestCase("1795854757.%N\n", "its first line is '1795854757.%N'")]
    [TestCase("-795854757.264849779\n", "its first line is")]
    [TestCase("99999999999999.264849779\n", "its first line is")]
    [TestCase(" 0.1,9000,,cycles,5,100.00,,\n", "its first line is")]
    [TestCase("1795854757.264849779\nsh: 1: date: not found\n", "is not a row of perf")]
    [TestCase("1795854757.264849779\n 0.1,9000,,cycles,5\n", "is not a row of perf")]
    [TestCase("1795854757.264849779\n 0.1,-9000,,cycles,5,100.00,,\n", "is not a row of perf")]
    [TestCase("1795854757.264849779\n 0.1,9e9,,cycles,5,100.00,,\n", "is not a row of perf")]
    [TestCase("1795854757.264849779\n 0.1,nan,,cycles,5,100.00,,\n", "is not a row of perf")]
    [TestCase("1795854757.264849779\n 0.1,9,000,,cycles,5,100.00,,\n", "is not a row of perf")]
    [TestCase("1795854757.264849779\n 0.1,<unknown>,,cycles,5,100.00,,\n", "is not a row of perf")]
    [TestCase("1795854757.264849779\n 0.1,9000,,cycles,5,140.00,,\n", "is not a row of perf")]
    [TestCase("1795854757.264849779\n 0.1,9000,,,5,100.00,,\n", "is not a row of perf")]
    [TestCase("1795854757.264849779\n 0,9000,,cycles,5,100.00,,\n", "is not a row of perf")]
    [TestCase("1795854757.264849779\n 0.2,9000,,cycles,5,100.00,,\n 0.1,9000,,cycles,5,100.00,,\n", "time goes backwards")]
    [TestCase("1795854757.264849779\n 0.1,9000,,cycles,5,100.00,,\n 0.1,9000,,cycles,5,100.00,,\n", "an event appears twice")]
    public void What_is_not_whole_is_refused(string text, string problem) =>
        Assert.That(() => PerfStatParser.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(problem));

    [TestCase("perf_software.csv")]
    [TestCase("perf_not_supported.csv")]
    [TestCase("perf_user_only.csv")]
    public void A_log_that_is_cut_off_anywhere_has_the_first_of_its_rows_or_is_refused(string file)
    {
        var text = RecordedOutput.Read(file);
        var whole = PerfStatParser.Parse(text).Rows;
        Assert.That(whole, Is.Not.Empty);
        Prop.ForAll(
                Gen.Choose(0, text.Length).ToArbitrary(),
                length =>
                {
                    try
                    {
                        var rows = PerfStatParser.Parse(text[..length]).Rows;
                        return rows.SequenceEqual(whole.Take(rows.Count));
                    }
                    catch (FormatException)
                    {
                        return true;
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
