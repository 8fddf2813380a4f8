using System.Xml.Linq;
using PerfTests.Infrastructure.Reporting.Html;
using PerfTests.Infrastructure.Reporting.Svg;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Reporting.Svg;

[TestFixture]
internal sealed class ForestChartTests
{
    [Test]
    public void The_chart_reads_as_verified() =>
        Snapshot.Match(Render(Row(3.1, 2.4, 3.8), Row(8, 6, 10), Row(-1, -2, 0.5), Row(null, null, null)), "four_rows", "html");

    [Test]
    public void A_value_far_outside_gets_an_arrow_and_its_number_and_does_not_stretch_the_axis()
    {
        var chart = Render(Row(1, 0.5, 1.5), Row(900, 850, 950));
        Assert.That(
            chart,
            Does.Contain("#above").And.Contain(">+900 %</text>").And.Contain(">+4 %</text>").And.Not.Contain(">+500 %</text>")
        );
        Assert.That(Render(Row(1, 0.5, 1.5), Row(-900, -950, -850)), Does.Contain("#below").And.Contain(">-900 %</text>"));
    }

    [Test]
    public void Zero_and_every_budget_are_on_the_axis([Values(-40, 0.01, 3, 70)] double overhead)
    {
        var axis = ForestAxis.For([Row(overhead, overhead - 1, overhead + 1)]);
        Assert.That(axis.Contains(0) && axis.Contains(5), Is.True);
    }

    [Test]
    public void The_markup_is_well_formed() =>
        Assert.That(() => XElement.Parse(Render(Row(1, 0, 2), Row(null, 0, double.NaN))), Throws.Nothing);

    [Test]
    public void No_rows_give_an_empty_axis() => Assert.That(() => XElement.Parse(Render()), Throws.Nothing);

    private static string Render(params ForestRow[] rows)
    {
        var page = new MarkupWriter();
        ForestChart.Write(page, [("a <tool>", rows)]);
        return page.ToString();
    }

    private static ForestRow Row(double? estimate, double? low, double? high) =>
        new()
        {
            Label = "latency/tcp/<b>",
            Link = "#c1",
            Case = 1,
            Verdict = estimate is null ? Verdict.Invalid : Verdict.Pass,
            Estimate = estimate,
            Low = low,
            High = high,
            Budget = 5,
            NoiseFloor = 1,
            Text = $"{estimate} & more",
        };
}
