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
                .Parse(RoundsChart.Standalone([Round(1, "<&>\"'\u0002", new RoundValues([1, 3], [2, 2]))], "<&>\"'\u0002", "<unit>")!)
                .Name.LocalName,
            Is.EqualTo("svg")
        );

    [Test]
    public void Without_a_valid_round_there_is_no_chart()
    {
        var dropped = Round(1, "pps", new RoundValues([1, 3], [2, 2])) with { DroppedBecause = "refused" };
        Assert.That(RoundsChart.Standalone([dropped], "pps", "packets/s"), Is.Null);
        Assert.That(RoundsChart.Standalone([], "pps", "packets/s"), Is.Null);
    }

    [Test]
    public void Runs_stand_in_order_of_time_and_a_dropped_round_is_a_gap()
    {
        RoundRecord[] rounds =
        [
            Round(1, "pps", new RoundValues([10, 11], [8, 9])),
            Round(2, "pps", new RoundValues([1, 1], [1, 1])) with
            {
                DroppedBecause = "refused",
            },
            Round(3, "pps", new RoundValues([], [7])),
        ];
        var points = RoundPoint.InOrderOfTime(rounds, "pps");
        Assert.That(points.Select(point => point.Value), Is.EqualTo(new double?[] { 10, 8, 9, 11, null, 7 }));
        Assert.That(points.Select(point => point.IsMiddle), Is.EqualTo(new[] { false, true, true, false, true, true }));
    }

    private static RoundRecord Round(int number, string metric, RoundValues values) =>
        new()
        {
            Number = number,
            Baseline = [],
            Middle = [],
            Values = new Dictionary<string, RoundValues> { [metric] = values },
        };
}
