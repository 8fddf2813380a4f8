using System.Xml.Linq;
using PerfTests.Workbench.RuleStudy;
using PerfTests.Workbench.RuleStudy.Rivals;

namespace PerfTests.Infrastructure.Tests.Workbench.RuleStudy;

[TestFixture]
internal sealed class RuleTableTests
{
    [Test]
    public void A_line_tells_the_shares_and_whether_the_target_is_met()
    {
        var lines = RuleTable
            .Render([
                new StudyPoint("3 % noise", 2, 1000, 97.5, 0.1, 22.25, "decided >= 95 %", IsMet: true),
                new StudyPoint("3 % noise", 8, 1000, 0.2, 96, 24, "Pass <= 0.1 %", IsMet: false),
                new StudyPoint("6 % noise", 2, 1000, 50, 0, 40, null, null),
            ])
            .Split('\n');
        Assert.That(lines[1], Does.Match(@"^3 % noise +2 % +97\.50 +0\.10 +2\.40 +22\.3  decided >= 95 %: met$"));
        Assert.That(lines[2], Does.EndWith("Pass <= 0.1 %: MISSED"));
        Assert.That(lines[3], Does.EndWith("40.0"));
    }

    [Test]
    public void The_chart_has_a_mark_of_every_rule_for_every_noise_and_is_well_formed()
    {
        INoise[] noises =
        [
            SimulatedNoise.All[0],
            new RecordedNoise("a <busy> & noisy host", [.. Enumerable.Range(0, 20).Select(i => i % 3 * 0.01)]),
        ];
        var points = RivalStudy.Of(noises, [5, 8], 100, default).ToList();
        var svg = XDocument.Parse(RuleChart.Render(points)).Root!;
        Assert.That(svg.Descendants().Count(element => element.Name.LocalName == "path"), Is.EqualTo(4 + (2 * 2 * 4)));
        Assert.That(svg.Value, Does.Contain("a <busy> & noisy host"));
        Assert.That(RuleTable.Render(points), Does.Contain("trimmed mean of neighbours").And.Contains("5/8 spending"));
    }
}
