using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Tests.Reporting;

[TestFixture]
internal sealed class ConsoleTableTests
{
    [Test]
    public void The_table_reads_as_verified() => Snapshot.Match(ConsoleTable.Render(SampleCases.EveryKind), "every_kind");

    [Test]
    public void No_cases_give_the_tally_alone() => Assert.That(ConsoleTable.Render([]), Is.EqualTo("0 cases\n"));

    [Test]
    public void No_line_is_longer_than_the_width([Values(80, 100, 160)] int width)
    {
        var longest = SampleCases.Tool(new string('t', 300), new string('e', 90), $"pps/udp/{new string('p', 200)}", Verdict.Fail,
            SampleCases.Judged(Metric.PacketRate, 1, 1, 12_345, -12_345, 99_999, 1000, Verdict.Fail));
        var lines = ConsoleTable.Render([.. SampleCases.EveryKind, longest], width).Split('\n');
        Assert.That(lines.Select(line => line.Length), Has.All.LessThanOrEqualTo(width));
    }

    [Test]
    public void A_long_workload_keeps_its_two_ends()
    {
        var table = ConsoleTable.Render([SampleCases.WithoutNumbers("t", "e", $"throughput/tcp/{new string('x', 90)}_30s", "r")], 80);
        Assert.That(table, Does.Match("  Invalid  throughput/tcp/x+…x+_30s  –"));
    }

    [Test]
    public void Failures_come_first_and_the_tally_last()
    {
        var lines = ConsoleTable.Render(SampleCases.EveryKind).TrimEnd('\n').Split('\n');
        Assert.That(lines[3], Does.StartWith("  Fail"));
        Assert.That(lines[^1], Is.EqualTo("7 cases: 3 Fail, 1 Invalid, 1 Inconclusive, 2 Pass; 2 baseline cases: 2 Pass"));
    }

    [Test]
    public void Colour_changes_no_character_of_the_text()
    {
        var coloured = ConsoleTable.Render(SampleCases.EveryKind, colour: true);
        Assert.That(coloured, Does.Contain("\u001b[31mFail"));
        var plain = System.Text.RegularExpressions.Regex.Replace(coloured, "\u001b\\[[0-9;]*m", "", default, TimeSpan.FromSeconds(5));
        Assert.That(plain, Is.EqualTo(ConsoleTable.Render(SampleCases.EveryKind)));
    }

    [Test]
    public void Nothing_from_outside_controls_the_terminal() =>
        Assert.That(ConsoleTable.Render([SampleCases.WithoutNumbers("a\u001b[2Jb", "e\r", "pps/udp/x\n", "gone\u0007")]), Does.Not.Match("[\u0000-\u0009\u000b-\u001f\u007f]"));
}
