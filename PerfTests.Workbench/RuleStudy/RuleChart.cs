using System.Net;
using System.Text;
using PerfTests.Workbench.RuleStudy.Rivals;

namespace PerfTests.Workbench.RuleStudy;

/// <summary>
/// What the decision rule was chosen from: for each noise the share of clear cases that are decided, and the errors at the budget.
/// </summary>
internal static class RuleChart
{
    private const int LabelWidth = 210;
    private const int PanelWidth = 300;
    private const int Gap = 40;
    private const int RowHeight = 34;
    private const int Top = 122;
    private const int Width = LabelWidth + PanelWidth + Gap + PanelWidth + 30;

    private static readonly Panel Decided = new(
        "decided, true overhead 2 % or 8 % (the lesser)",
        LabelWidth,
        100,
        25,
        Target: 95,
        points => points.Where(point => point.OverheadPercent is 2 or 8).Min(point => point.PassPercent + point.FailPercent)
    );

    private static readonly Panel Errors = new(
        "wrong Pass or Fail at the budget of 5 % (the larger)",
        LabelWidth + PanelWidth + Gap,
        12,
        3,
        Target: 5,
        points =>
            points
                .Where(point => point.OverheadPercent == StudyTarget.BudgetPercent)
                .Max(point => Math.Max(point.PassPercent, point.FailPercent))
    );

    public static string Render(IReadOnlyList<RivalPoint> points)
    {
        List<Rival> rivals =
        [
            new("trimmed mean of rounds", points[0].Plan, "trimmed mean of rounds", "a", (x, y) => $"M{x - 5} {y - 5}h10v10h-10z"),
            new("mean of rounds", points[0].Plan, "mean of rounds", "b", (x, y) => $"M{x} {y - 6}l6 11h-12z"),
            new("Hodges-Lehmann of rounds", points[0].Plan, "Hodges-Lehmann of rounds", "c", (x, y) => $"M{x} {y - 6}l6 6l-6 6l-6 -6z"),
            new(
                RivalEstimator.OfTheProduct,
                points[0].Plan,
                "the rule: trimmed mean, each with each",
                "d",
                (x, y) => $"M{x - 6} {y}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z"
            ),
        ];
        var noises = points.Select(point => point.Point.Noise).Distinct().ToList();
        var bottom = Top + (noises.Count * RowHeight);
        var text = new StringBuilder(
            $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{bottom + 30}}" width="{{Width}}" height="{{bottom
                + 30}}" role="img" aria-label="How often rules decide, and how often they err, by kind of noise">
            <style>
            .bg { fill: #ffffff; } text { font: 12px sans-serif; fill: #222222; } .grid { stroke: #cccccc; } .target { stroke: #b00020; stroke-dasharray: 4 3; }
            .a { fill: #8a8a8a; } .b { fill: #c77700; } .c { fill: #7b4fb5; } .d { fill: #006d9c; } path { fill-opacity: .9; }
            @media (prefers-color-scheme: dark) {
            .bg { fill: #16191d; } text { fill: #e4e4e4; } .grid { stroke: #454a50; } .target { stroke: #ff7588; }
            .a { fill: #a8a8a8; } .b { fill: #f0a63c; } .c { fill: #b794f0; } .d { fill: #4fc3f7; }
            }
            </style>
            <rect class="bg" width="100%" height="100%"/>

            """
        );
        foreach (var (i, rival) in rivals.Index())
        {
            var (x, y) = (LabelWidth + (i % 2 * (PanelWidth + Gap)), 20 + (i / 2 * 22));
            text.Append(
                $"<path class=\"{rival.Class}\" d=\"{rival.Mark(x, y)}\"/><text x=\"{x + 14}\" y=\"{y + 4}\">{rival.Legend}</text>\n"
            );
        }
        foreach (var panel in (Panel[])[Decided, Errors])
            Write(text, panel, points, noises, rivals, bottom);
        foreach (var (i, noise) in noises.Index())
            text.Append($"<text x=\"{LabelWidth - 16}\" y=\"{RowAt(i) + 4}\" text-anchor=\"end\">{WebUtility.HtmlEncode(noise)}</text>\n");
        return text.Append("</svg>\n").ToString();
    }

    private static void Write(
        StringBuilder text,
        Panel panel,
        IReadOnlyList<RivalPoint> points,
        List<string> noises,
        List<Rival> rivals,
        int bottom
    )
    {
        text.Append($"<text x=\"{panel.Left}\" y=\"{Top - 40}\" font-weight=\"bold\">{panel.Title}</text>\n");
        for (var tick = 0.0; tick <= panel.Most; tick += panel.Step)
            text.Append(
                $"<line class=\"grid\" x1=\"{panel.At(tick):0.#}\" x2=\"{panel.At(tick):0.#}\" y1=\"{Top - 16}\" y2=\"{bottom}\"/>"
                    + $"<text x=\"{panel.At(tick):0.#}\" y=\"{bottom + 18}\" text-anchor=\"middle\">{tick:0} %</text>\n"
            );
        text.Append(
            $"<line class=\"target\" x1=\"{panel.At(panel.Target):0.#}\" x2=\"{panel.At(panel.Target):0.#}\" y1=\"{Top - 16}\" "
                + $"y2=\"{bottom}\"/>"
                + $"<text x=\"{panel.At(panel.Target):0.#}\" y=\"{Top - 20}\" text-anchor=\"middle\">target {panel.Target:0} %</text>\n"
        );
        foreach (var (i, noise) in noises.Index())
        foreach (var (offset, rival) in rivals.Index())
        {
            var own = points
                .Where(point => point.Point.Noise == noise && point.Estimator == rival.Estimator && point.Plan == rival.Plan)
                .Select(point => point.Point)
                .ToList();
            text.Append(
                $"<path class=\"{rival.Class}\" "
                    + $"d=\"{rival.Mark(Math.Round(panel.At(panel.Value(own)), 1), RowAt(i) - 6 + (4 * offset))}\"/>\n"
            );
        }
    }

    private static int RowAt(int row) => Top + (RowHeight / 2) + (row * RowHeight);

    private sealed record Rival(string Estimator, string Plan, string Legend, string Class, Func<double, double, string> Mark);

    private sealed record Panel(
        string Title,
        int Left,
        double Most,
        double Step,
        double Target,
        Func<IReadOnlyList<StudyPoint>, double> Value
    )
    {
        public double At(double percent) => Left + (Math.Min(percent, Most) / Most * PanelWidth);
    }
}
