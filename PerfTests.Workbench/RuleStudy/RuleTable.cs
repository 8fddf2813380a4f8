using System.Text;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Workbench.RuleStudy.Rivals;

namespace PerfTests.Workbench.RuleStudy;

/// <summary>What a study of the decision rule found, as plain text.</summary>
internal static class RuleTable
{
    public static string Render(IReadOnlyList<StudyPoint> points)
    {
        var table = WithFigures(new PlainTable(indent: 0).Words("noise")).Words("target");
        foreach (var point in points)
            table.Add([point.Noise, .. Figures(point), $"{point.Target}{Met(point)}"]);
        return table.ToString();
    }

    public static string Render(IReadOnlyList<RivalPoint> points)
    {
        var text = new StringBuilder();
        foreach (var noise in points.GroupBy(point => point.Point.Noise))
        {
            var table = WithFigures(new PlainTable().Words("estimator").Words("looks")).Words("");
            foreach (var point in noise)
                table.Add([point.Estimator, point.Plan, .. Figures(point.Point), point.Point.IsMet == false ? "MISSED" : ""]);
            text.Append($"{noise.Key}\n{table}");
        }
        return text.ToString();
    }

    private static PlainTable WithFigures(PlainTable table) =>
        table.Numbers("true").Numbers("Pass %").Numbers("Fail %").Numbers("Inconcl. %").Numbers("rounds");

    private static IEnumerable<string> Figures(StudyPoint point) =>
        [
            $"{point.OverheadPercent:0} %",
            $"{point.PassPercent:0.00}",
            $"{point.FailPercent:0.00}",
            $"{point.InconclusivePercent:0.00}",
            $"{point.MeanRounds:0.0}",
        ];

    private static string Met(StudyPoint point) =>
        point.IsMet switch
        {
            true => ": met",
            false => ": MISSED",
            null => "",
        };
}
