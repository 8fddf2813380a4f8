using System.Xml.Linq;
using PerfTests.Infrastructure.Reporting.Svg;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Reporting.Svg;

[TestFixture]
internal sealed class RoundsChartTests
{
    [Test]
    public void The_file_reads_as_verified() =>
        Snapshot.Match(RoundsChart.Standalone(SampleCases.EveryKind[0].Rounds, "throughput", "bit/s")!, "nine_rounds", "svg");

    [Test]
    public void The_file_is_well_formed_with_any_metric_name() =>
        Assert.That(
            XElement
                .Parse(RoundsChart.Standalone([Round(1, "<&>\"'\u0002", new RoundValues(1, 2, 3))], "<&>\"'\u0002", "<unit>")!)
                .Name.LocalName,
            Is.EqualTo("svg")
        );

    [Test]
    public void Without_a_valid_round_there_is_no_chart()
    {
        var dropped = Round(1, "pps", new RoundValues(1, 2, 3)) with { DroppedBecause = "refused" };
        Assert.That(RoundsChart.Standalone([dropped], "pps", "packets/s"), Is.Null);
        Assert.That(RoundsChart.Standalone([], "pps", "packets/s"), Is.Null);
    }

    [Test]
    public void A_baseline_that_two_rounds_share_is_one_point()
    {
        var rounds = new[]
        {
            Round(1, "pps", new RoundValues(10, 9, 11)) with
            {
                BaselineBefore = "b1",
                BaselineAfter = "b2",
            },
            Round(2, "pps", new RoundValues(11, 8, 12)) with
            {
                BaselineBefore = "b2",
                BaselineAfter = "b3",
            },
            Round(3, "pps", new RoundValues(13, 7, 14)) with
            {
                BaselineBefore = "b4",
                BaselineAfter = "b5",
            },
        };
        Assert.That(
            RoundPoint.InOrderOfTime(rounds, "pps").Select(point => point.Value),
            Is.EqualTo(new double?[] { 10, 9, 11, 8, 12, 13, 7, 14 })
        );
    }

    private static RoundRecord Round(int number, string metric, RoundValues values) =>
        new()
        {
            Number = number,
            BaselineBefore = null,
            Middle = null,
            BaselineAfter = null,
            Values = new Dictionary<string, RoundValues> { [metric] = values },
        };
}
