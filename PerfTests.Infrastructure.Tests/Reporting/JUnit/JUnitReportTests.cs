using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Reporting.JUnit;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Analysis;

namespace PerfTests.Infrastructure.Tests.Reporting.JUnit;

[TestFixture]
internal sealed class JUnitReportTests
{
    private const string Missing = "ebpf/absent/lab-veth/latency/tcp/latency_2s";

    [Test]
    public void Every_kind_of_case_reads_as_verified() =>
        Snapshot.Match(
            Render(SampleCases.EveryKind, [Missing], contradicted: [SampleCases.EveryKind[5].Verdict.Case]),
            "every_kind",
            "xml"
        );

    [TestCase(Verdict.Pass, false, null)]
    [TestCase(Verdict.Fail, false, "failure")]
    [TestCase(Verdict.Inconclusive, false, "skipped")]
    [TestCase(Verdict.Inconclusive, true, "failure")]
    [TestCase(Verdict.Invalid, false, "error")]
    public void A_verdict_has_an_outcome(Verdict verdict, bool inconclusiveFails, string? element)
    {
        var test = Parse(Render([SampleCases.Tool("t", "e", "latency/tcp/x", verdict)], inconclusiveFails: inconclusiveFails))
            .Descendants("testcase")
            .Single();
        Assert.That(test.Elements().SingleOrDefault()?.Name.LocalName, Is.EqualTo(element));
    }

    [Test]
    public void It_is_red_exactly_when_the_gate_is_closed()
    {
        var cases =
            from verdicts in Gen.Elements(Enum.GetValues<Verdict>()).ListOf()
            from inconclusiveFails in Gen.Elements(true, false)
            from unjudged in Gen.Choose(0, 2)
            from contradicted in Gen.Elements(true, false)
            select (verdicts, inconclusiveFails, unjudged, contradicted);
        Prop.ForAll(
                cases.ToArbitrary(),
                drawn =>
                {
                    var results = drawn
                        .verdicts.Select((verdict, number) => SampleCases.Tool("t", "e", $"latency/tcp/x{number}", verdict))
                        .ToList();
                    string[] contradicted = drawn.contradicted && results is [var first, ..] ? [first.Verdict.Case] : [];
                    var gate = Gate.Of(
                        results.Select(result => result.Verdict),
                        drawn.inconclusiveFails,
                        drawn.unjudged,
                        contradicted.Length
                    );
                    var suites = Parse(
                        Render(
                            results,
                            [.. Enumerable.Range(0, drawn.unjudged).Select(number => $"{Missing}{number}")],
                            contradicted,
                            drawn.inconclusiveFails
                        )
                    );
                    var red = suites
                        .Elements("testsuite")
                        .Sum(suite => (int)suite.Attribute("failures")! + (int)suite.Attribute("errors")!);
                    Assert.That(red == 0, Is.EqualTo(gate.IsOpen));
                    Assert.That(suites.Descendants("failure").Concat(suites.Descendants("error")).Count(), Is.EqualTo(red));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Test]
    public void What_a_dying_tool_printed_cannot_break_the_file()
    {
        const string Hostile = "\u0000\u001b[31m]]><failure/>&amp; \ud800 \uffff \"quoted\" ✓ 🐝";
        var suites = Parse(Render([SampleCases.WithoutNumbers("t", "e", "latency/tcp/x", Hostile)]));
        var error = suites.Descendants("error").Single();
        Assert.That((string?)error.Attribute("message"), Does.Contain("]]><failure/>&amp;").And.Contain("\"quoted\" ✓ 🐝"));
        Assert.That(suites.Descendants("failure"), Is.Empty);
    }

    [Test]
    public void The_time_is_that_of_the_runs_behind_the_verdict_each_counted_once()
    {
        var result = SampleCases.Tool("t", "e", "latency/tcp/x", Verdict.Pass);
        var runs = result.Rounds.SelectMany(round => round.Runs).ToDictionary(folder => folder, Run);
        var test = Parse(Render([result], runs: runs)).Descendants("testcase").Single();
        Assert.That((double)test.Attribute("time")!, Is.EqualTo(2.5 * runs.Count));
    }

    private static RunRecord Run(string folder) =>
        new()
        {
            TestCase = new RunConditions
            {
                Environment = "e",
                TestType = "latency",
                Protocol = "tcp",
                Parameters = new Dictionary<string, string>(),
                EbpfTool = null,
            },
            Execution = new RunExecution
            {
                StartTime = Sample.Time,
                EndTime = Sample.Time.AddSeconds(2.5),
                Duration = 2.5,
                Status = RunStatus.Success,
                Broken = [],
                Notes = [],
            },
            Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["server"] = new Dictionary<string, string> { ["id"] = "bench-1" },
            },
            Commands = new RunCommands(null, [], null),
            Metrics = new Dictionary<string, double>(),
            Folder = folder,
        };

    private static string Render(
        IReadOnlyList<CaseResult> results,
        string[]? unjudged = null,
        string[]? contradicted = null,
        bool inconclusiveFails = false,
        IReadOnlyDictionary<string, RunRecord>? runs = null
    ) =>
        JUnitReport.Render(
            results,
            unjudged ?? [],
            (contradicted ?? []).ToLookup(name => name, name => $"{name}: rounds.json and verdict.json differ"),
            inconclusiveFails,
            runs ?? new Dictionary<string, RunRecord>()
        );

    private static XElement Parse(string xml)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Path.Combine(TestContext.CurrentContext.TestDirectory, "Samples", "junit", "junit.xsd"));
        using var reader = XmlReader.Create(
            new StringReader(xml),
            new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas }
        );
        return XDocument.Load(reader).Root!;
    }
}
