using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Reporting.Tables;

[TestFixture]
internal sealed class ConsoleTableTests
{
    [Test]
    public void The_table_reads_as_verified() => Snapshot.Match(ConsoleTable.Render(SampleCases.EveryKind), "every_kind");

    [Test]
    public void No_cases_give_the_tally_alone() => Assert.That(ConsoleTable.Render([]), Is.EqualTo("0 cases\n"));

    [Test]
    public void No_sentence_is_longer_than_the_width_and_no_row_is_cut([Values(80, 100, 160)] int width)
    {
        var (tool, environment, load) = (new string('t', 300), new string('e', 90), $"pps/udp/{new string('p', 200)}");
        var longest = SampleCases.Tool(
            tool,
            environment,
            load,
            Verdict.Fail,
            SampleCases.Judged(Metric.PacketRate, 1, 1, 12_345, -12_345, 99_999, 1000, Verdict.Fail)
        );
        var lines = ConsoleTable.Render([.. SampleCases.EveryKind, longest], width).Split('\n');
        var rows = lines.TakeWhile(line => line.Length > 0).ToList();
        Assert.That(rows, Has.One.EqualTo($"{tool} on {environment}").And.One.Match($"  Fail +{load}  [+]12300 %"));
        Assert.That(lines.Skip(rows.Count).Select(line => line.Length), Has.All.LessThanOrEqualTo(width));
    }

    [Test]
    public void No_case_comes_before_a_worse_one_whatever_its_tool_and_the_tally_comes_last()
    {
        var lines = ConsoleTable.Render(SampleCases.EveryKind).TrimEnd('\n').Split('\n');
        string[] order = ["Fail", "Invalid", "Inconclusive", "Pass"];
        var verdicts = lines
            .TakeWhile(line => line.Length > 0)
            .Skip(1)
            .Where(line => line.StartsWith(' '))
            .Select(line => Array.IndexOf(order, line.Trim().Split(' ')[0]))
            .ToList();
        Assert.That(verdicts, Has.Count.EqualTo(9).And.Ordered);
        Assert.That(lines[2], Does.StartWith("  Fail").And.Contain("+900 %"));
        Assert.That(lines[^1], Is.EqualTo("7 cases: 3 Fail, 1 Invalid, 1 Inconclusive, 2 Pass; 2 baseline cases: 2 Pass"));
    }

    [Test]
    public void A_version_is_told_once_where_its_tool_is_named_first()
    {
        var table = ConsoleTable.Render([
            .. SampleCases.EveryKind.Where(each => each.Tool == "tcp_drop").Select(each => Versioned(each, "1c5b0e")),
            .. SampleCases.EveryKind.Where(each => each.Tool != "tcp_drop"),
        ]);
        Assert.That(table.Split("1c5b0e"), Has.Length.EqualTo(2));
        Assert.That(
            table,
            Does.Contain("\ntcp_drop (version 1c5b0e) on lab-veth\n").And.Contain("\nInconclusive: tcp_drop on lab-veth, latency")
        );
    }

    [Test]
    public void Two_versions_of_a_tool_are_told_apart_everywhere()
    {
        var failed = SampleCases.EveryKind.Single(each => each.Tool == "tcp_drop" && each.Verdict.Verdict == Verdict.Inconclusive);
        var table = ConsoleTable.Render([Versioned(failed, "aaaaaa"), Versioned(failed, "bbbbbb")]);
        Assert.That(
            table,
            Does.Contain("\nInconclusive: tcp_drop (version aaaaaa) on").And.Contain("\nInconclusive: tcp_drop (version bbbbbb) on")
        );
    }

    [Test]
    public void Cases_that_pass_are_told_in_a_sentence_only_where_there_are_few()
    {
        var pass = SampleCases.EveryKind[0];
        var table = ConsoleTable.Render([.. SampleCases.EveryKind, .. Enumerable.Range(0, 20).Select(_ => pass)]);
        Assert.That(
            table,
            Does.Contain("\nThe report has a sentence for each of the other 24.\n")
                .And.Match("(?m)^Inconclusive: ")
                .And.Not.Match("(?m)^Pass: \\(baseline")
        );
        Assert.That(ConsoleTable.Render([pass]), Does.Contain("\nPass: tcp_drop on lab-veth"));
    }

    [Test]
    public void Nothing_from_outside_controls_the_terminal() =>
        Assert.That(
            ConsoleTable.Render([SampleCases.WithoutNumbers("a\u001b[2Jb", "e\r", "pps/udp/x\n", "gone\u0007")]),
            Does.Not.Match("[\u0000-\u0009\u000b-\u001f\u007f]")
        );

    private static CaseResult Versioned(CaseResult result, string version) =>
        result with
        {
            ToolRun = new MeasuredTool
            {
                Id = result.Tool!,
                Name = result.Tool!,
                Variant = result.Tool!,
                Version = version,
                Hash = null,
                Files = [],
                Path = "t",
                Parameters = new Dictionary<string, string>(),
                RunsOn = ["server"],
            },
        };
}
