using System.Text;
using System.Xml;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Reporting.JUnit;

/// <summary>
/// The verdicts as JUnit XML, which CI systems show as a table of tests: a suite per environment and tool, a test per case. It has a
/// failure or an
/// error exactly when the gate is closed.
/// </summary>
/// <remarks>
/// The form is what the two schemas in use have in common (Ant's, and the one of Jenkins' xUnit plugin): figures are properties of the
/// suite, since
/// Ant's allows a test no properties and no output.
/// </remarks>
internal static class JUnitReport
{
    public const string FileName = "junit.xml";

    /// <param name="cases">The cases that count.</param>
    /// <param name="unjudged">Names of cases that have no verdict.</param>
    /// <param name="contradictions">By case name: what of its files contradicts each other.</param>
    /// <param name="inconclusiveFails">Whether too little evidence closes the gate.</param>
    /// <param name="runs">Completed runs by folder.</param>
    public static string Render(
        IReadOnlyList<CaseResult> cases,
        IEnumerable<string> unjudged,
        ILookup<string, string> contradictions,
        bool inconclusiveFails,
        IReadOnlyDictionary<string, RunRecord> runs
    )
    {
        List<JUnitCase> all =
        [
            .. cases.Select(result => JUnitCase.Of(result, [.. contradictions[result.Verdict.Case]], inconclusiveFails, runs)),
            .. unjudged.Select(JUnitCase.WithoutVerdict),
        ];
        if (all.Count == 0)
            all.Add(JUnitCase.WithoutVerdict("gate") with { Message = "nothing was judged" });
        return Write(all.GroupBy(each => each.Suite).OrderBy(suite => suite.Key, StringComparer.Ordinal));
    }

    private static string Write(IEnumerable<IGrouping<string, JUnitCase>> suites)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Indent = true,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            NewLineChars = "\n",
        };
        using (var xml = XmlWriter.Create(stream, settings))
        {
            xml.WriteStartElement("testsuites");
            foreach (var (number, suite) in suites.Index())
                WriteSuite(xml, number, suite.Key, [.. suite.OrderBy(each => each.Name, StringComparer.Ordinal)]);
            xml.WriteEndElement();
        }
        return $"{Encoding.UTF8.GetString(stream.ToArray())}\n";
    }

    private static void WriteSuite(XmlWriter xml, int number, string name, IReadOnlyList<JUnitCase> cases)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "id", $"{number}");
        Attribute(xml, "package", "perftests");
        Attribute(xml, "name", name);
        Attribute(xml, "timestamp", (cases.Min(each => each.Start) ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString("s"));
        Attribute(xml, "hostname", cases.Select(each => each.Host).FirstOrDefault(host => host is not null) ?? "localhost");
        Attribute(xml, "tests", $"{cases.Count}");
        Attribute(xml, "failures", $"{cases.Count(each => each.Outcome == JUnitOutcome.Failure)}");
        Attribute(xml, "errors", $"{cases.Count(each => each.Outcome == JUnitOutcome.Error)}");
        Attribute(xml, "skipped", $"{cases.Count(each => each.Outcome == JUnitOutcome.Skipped)}");
        Attribute(xml, "time", Seconds(cases.Sum(each => each.Seconds)));
        xml.WriteStartElement("properties");
        foreach (var each in cases)
        foreach (var (figure, value) in each.Properties)
            WriteProperty(xml, $"{each.Name} {figure}", value);
        xml.WriteEndElement();
        foreach (var each in cases)
            WriteCase(xml, each);
        xml.WriteElementString("system-out", Clean(string.Join('\n', cases.Select(each => $"{each.Type} {each.Name}: {each.Message}"))));
        xml.WriteElementString("system-err", "");
        xml.WriteEndElement();
    }

    private static void WriteProperty(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        Attribute(xml, "name", name);
        Attribute(xml, "value", value);
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, JUnitCase each)
    {
        xml.WriteStartElement("testcase");
        // CI systems take dots for folders
        Attribute(xml, "classname", each.Suite.Replace('/', '.'));
        Attribute(xml, "name", each.Name);
        Attribute(xml, "time", Seconds(each.Seconds));
        if (each.Outcome != JUnitOutcome.Passed)
        {
            xml.WriteStartElement(each.Outcome.ToString().ToLowerInvariant());
            Attribute(xml, "type", each.Type);
            Attribute(xml, "message", each.Message);
            xml.WriteString(Clean(each.Details));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, string value) =>
        xml.WriteAttributeString(name, Clean(TextFit.SingleLine(value)));

    private static string Seconds(double seconds) => seconds.ToString("0.000");

    /// <summary>Without the characters that XML cannot hold at all, such as those that a tool printed before it died.</summary>
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune => Allowed(rune) ? rune.ToString() : " "));

    private static bool Allowed(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000;
}
