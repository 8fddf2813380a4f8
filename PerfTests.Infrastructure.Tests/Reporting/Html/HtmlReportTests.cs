using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Reporting.Html;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Reporting.Html;

[TestFixture]
internal sealed partial class HtmlReportTests
{
    private const string Hostile = "</title><script>alert('x')</script><img src=x onerror=\"y\">&\u0001";

    private static readonly ReportHeader Header = new()
    {
        Title = "Lab, quick",
        GeneratedAt = new DateTimeOffset(2025, 3, 1, 12, 30, 0, TimeSpan.FromHours(2)),
        GateOutcome = "failed: 3 of 7 tool cases are over budget",
        Problems = ["result/ebpf/tcp_drop/lab-veth/pps/udp/single_64B_1s/run_20250301_101500 has no metadata.json: the run never ended"],
        Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["server"] = new Dictionary<string, string>
            {
                ["kernel"] = "6.18.0",
                ["CPU"] = "2 cores",
                ["governor"] = "performance",
            },
            ["client"] = new Dictionary<string, string> { ["kernel"] = "6.18.0", ["NIC"] = "veth, offloads on" },
        },
    };

    [Test]
    public void A_small_report_reads_as_verified() =>
        Snapshot.Match(HtmlReport.Render(Header, SampleCases.EveryKind), "every_kind", "html");

    [Test]
    public void What_the_programs_alone_take_is_in_the_first_lines_and_in_the_details()
    {
        var metric = SampleCases.Judged(Metric.CpuPerPacket, 12_000, 12_300, 2.5, -0.5, 6.1, 10, Verdict.Pass);
        var result = SampleCases.Tool("tracer", "lab-veth", "pps/udp/x", Verdict.Pass, metric);
        var html = HtmlReport.Render(
            Header with
            {
                Problems = [],
            },
            [result with { Verdict = result.Verdict with { ProgramCost = SampleCases.Programs } }]
        );
        const string Told = "programs alone: 410 ns of each packet (3.40 % of its CPU); whole cost -0.5 to 6.1 %";
        Assert.Multiple(() =>
        {
            Assert.That(html[..html.IndexOf("<h2>", StringComparison.Ordinal)], Does.Contain(Told));
            Assert.That(html, Does.Contain("<td>packet<td>410 (390 to 430)<td>3.4 (3.2 to 3.6) %<td>CPU per packet"));
            Assert.That(html, Does.Contain("Forecast: at 1 million packets per second its programs take 0.41 of a core."));
        });
    }

    [Test]
    public void No_cases_give_a_page_that_says_so()
    {
        var html = HtmlReport.Render(new ReportHeader { Title = "t", GeneratedAt = DateTimeOffset.UnixEpoch }, []);
        Assert.That(html, Does.Contain("No answer: no tool has been measured.").And.Contain("0 cases").And.Not.Contain("<table"));
    }

    [Test]
    public void Nothing_from_outside_becomes_markup()
    {
        var metric = SampleCases.Judged(Metric.Throughput, 1, 2, 3, 4, 5, 6, Verdict.Fail) with { Name = Hostile, Unit = Hostile };
        var result = SampleCases.Case(Hostile, Hostile, "throughput/tcp/x", Verdict.Fail, [Hostile], [metric], 1);
        result = result with
        {
            Params = Hostile,
            Rounds =
            [
                .. result.Rounds,
                new RoundRecord
                {
                    Number = 99,
                    Baseline = [Hostile],
                    Middle = [Hostile],
                    DroppedBecause = Hostile,
                    DroppedBy = new DropReason { Rule = Hostile, Part = RoundPart.Round },
                },
            ],
            Verdict = result.Verdict with
            {
                Case = Hostile,
                ProgramCost = SampleCases.Programs with
                {
                    Shares = [SampleCases.Programs.Shares[0] with { Metric = Hostile, Per = Hostile }],
                },
                Exposure = new ExposureRecord
                {
                    Alive = true,
                    RunCount = 1,
                    Programs = [new ExposedProgram(1, Hostile, Hostile, 1, 1) { Role = Hostile }],
                    Run = Hostile,
                    Checks = [],
                },
            },
        };
        var header = new ReportHeader
        {
            Title = Hostile,
            GeneratedAt = DateTimeOffset.UnixEpoch,
            GateOutcome = Hostile,
            Problems = [Hostile],
            Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                [Hostile] = new Dictionary<string, string> { [Hostile] = Hostile },
            },
        };
        var html = HtmlReport.Render(header, [result, result with { Tool = null }]);
        Assert.That(html.Split("<script"), Has.Length.EqualTo(2), "one script, the page's own");
        Assert.That(html, Does.Not.Contain("<img").And.Not.Contain("\u0001").And.Contain("&lt;script&gt;"));
    }

    [Test]
    public void The_page_reaches_for_nothing_outside_itself()
    {
        var html = HtmlReport.Render(Header, SampleCases.EveryKind);
        Assert.That(html, Does.Not.Match(@"https?:|//[a-z]|@import|\bsrc=|url\((?!#)|fetch\(|XMLHttpRequest|\bimport\b"));
    }

    [Test]
    public void Every_drawing_is_well_formed_XML()
    {
        var drawings = SvgElement().Matches(HtmlReport.Render(Header, SampleCases.EveryKind));
        Assert.That(drawings, Has.Count.GreaterThan(20));
        Assert.Multiple(() =>
        {
            foreach (Match drawing in drawings)
                Assert.That(() => XElement.Parse(drawing.Value), Throws.Nothing, drawing.Value);
        });
    }

    [Test]
    public void Every_link_leads_to_a_place_on_the_page_and_every_id_is_unique()
    {
        var html = HtmlReport.Render(Header, SampleCases.EveryKind);
        var ids = Identifier().Matches(html).Select(match => match.Groups[1].Value).ToList();
        var links = Link().Matches(html).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.That(ids, Is.Unique);
        Assert.That(links, Is.Not.Empty.And.SubsetOf(ids));
    }

    [Test]
    public void A_case_without_numbers_is_shown_with_its_reason()
    {
        var html = HtmlReport.Render(Header, [SampleCases.WithoutNumbers("t", "e", "latency/icmp/x", "ping got no answer")]);
        Assert.That(
            html,
            Does.Contain("No answer: the measurement of the tool proves nothing.")
                .And.Contain("ping got no answer")
                .And.Contain("⊘ Invalid")
        );
    }

    [Test]
    public void Values_that_are_no_numbers_or_beyond_all_bounds_do_not_break_the_page(
        [Values(double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, 0)]
            double value
    )
    {
        var metric = SampleCases.Judged(Metric.Throughput, value, value, value, value, value, value, Verdict.Fail);
        var result = SampleCases.Case("t", "e", "throughput/tcp/x", Verdict.Fail, [], [metric], value);
        var html = Script().Replace(HtmlReport.Render(Header, [result, .. SampleCases.EveryKind]), "");
        Assert.That(html, Does.Not.Contain("NaN").And.Not.Contain("Infinity").And.Not.Contain("∞"));
    }

    [Test]
    public void The_policy_names_the_script_as_it_stands_in_the_page()
    {
        var html = HtmlReport.Render(Header, SampleCases.EveryKind);
        var script = Script().Match(html).Groups["text"].Value;
        Assert.That(html, Does.Contain($"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'"));
    }

    [Test]
    public void A_thousand_cases_with_everything_stay_under_two_megabytes()
    {
        var results = LargeReport.Cases(1000);
        var bytes = Encoding.UTF8.GetByteCount(HtmlReport.Render(Header, results, SampleDetails.Of(results)));
        TestContext.Out.WriteLine($"{bytes / results.Count} bytes per case");
        Assert.That(bytes, Is.LessThan(2_000_000));
    }

    [Test]
    public void Commands_raw_files_and_the_course_of_a_load_are_shown_where_they_are_known()
    {
        var html = HtmlReport.Render(Header, SampleDetails.Cases, SampleDetails.Of(SampleDetails.Cases));
        Assert.That(html, Does.Contain("<code>bpftrace packet_printer.bt</code>").And.Contain("<h4>Throughput through the load</h4>"));
        Assert.That(html, Does.Contain("href=\"../ebpf/tcp_drop/lab-veth/throughput/tcp/single_300M_1s/verdict.json\""));
    }

    [Test]
    public void Facts_in_which_hosts_differ_are_marked_and_the_others_stand_once()
    {
        var html = HtmlReport.Render(Header, []);
        Assert.That(
            html,
            Does.Contain("<td>kernel<td colspan=\"2\">6.18.0").And.Contain("<tr class=\"differs\"><td>≠ NIC<td>–<td>veth, offloads on")
        );
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex SvgElement();

    [GeneratedRegex("<script>(?<text>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Identifier();

    [GeneratedRegex(" href=\"#([^\"]*)\"")]
    private static partial Regex Link();
}
