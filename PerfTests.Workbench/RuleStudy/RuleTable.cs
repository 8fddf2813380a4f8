using System.Text;
using PerfTests.Workbench.RuleStudy.Rivals;

namespace PerfTests.Workbench.RuleStudy;

/// <summary>What a study of the decision rule found, as plain text.</summary>
internal static class RuleTable
{
    public static string Render(IReadOnlyList<StudyPoint> points)
    {
        var width = points.Max(point => point.Noise.Length);
        var text = new StringBuilder($"{"noise".PadRight(width)}  true    Pass %   Fail %  Inconcl. %  rounds  target\n");
        foreach (var point in points)
        {
            text.Append(point.Noise.PadRight(width)).Append(Figures(point));
            text.Append($"  {point.Target}{(point.IsMet switch { true => ": met", false => ": MISSED", null => "" })}".TrimEnd())
                .Append('\n');
        }
        return text.ToString();
    }

    public static string Render(IReadOnlyList<RivalPoint> points)
    {
        var (estimator, plan) = (points.Max(point => point.Estimator.Length), points.Max(point => point.Plan.Length));
        var text = new StringBuilder();
        foreach (var noise in points.GroupBy(point => point.Point.Noise))
        {
            text.Append(
                $"{noise.Key}\n  {"estimator".PadRight(estimator)}  {"looks".PadRight(plan)}  true    Pass %   Fail %  Inconcl. %  rounds\n"
            );
            foreach (var point in noise)
                text.Append(
                    $"  {point.Estimator.PadRight(estimator)}  "
                        + $"{point.Plan.PadRight(plan)}{Figures(point.Point)}{(point.Point.IsMet == false ? "  MISSED" : "")}\n"
                );
        }
        return text.ToString();
    }

    private static string Figures(StudyPoint point) =>
        $"  {point.OverheadPercent, 2:0} %  {point.PassPercent, 8:0.00} {point.FailPercent, 8:0.00} {point.InconclusivePercent, 11:0.00} "
        + $" {point.MeanRounds, 6:0.0}";
}
