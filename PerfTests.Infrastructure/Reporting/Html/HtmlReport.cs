using PerfTests.Infrastructure.Reporting.Svg;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>The report as one self-contained HTML file: no network, light and dark, for screens from 375 px and for paper.</summary>
internal static class HtmlReport
{
    /// <summary>A page of more characters is packed: its details are compressed, and need a script to be seen.</summary>
    private const int LongestPlainPage = 1_200_000;

    /// <param name="header">What the page says besides its cases.</param>
    /// <param name="results">The cases, in any order.</param>
    /// <param name="details">What is known of cases from their runs, by case name; a case without is shown with its verdict and
    /// rounds.</param>
    /// <returns>The whole file as text, to be stored as UTF-8.</returns>
    public static string Render(
        ReportHeader header,
        IReadOnlyList<CaseResult> results,
        IReadOnlyDictionary<string, CaseDetail>? details = null
    )
    {
        var cases = ReportedCase
            .WorstFirst(results)
            .OrderBy(reported => reported.IsBaseline)
            .Select(
                (reported, index) => new AnchoredCase(reported, index + 1, details?.GetValueOrDefault(reported.Name) ?? CaseDetail.None)
            )
            .ToList();
        var plain = Render(header, cases, packed: null);
        return plain.Length <= LongestPlainPage ? plain : Render(header, cases, new PackedParts());
    }

    private static string Render(ReportHeader header, IReadOnlyList<AnchoredCase> cases, PackedParts? packed)
    {
        var tools = cases.Where(each => !each.Case.IsBaseline).ToList();
        var baselines = cases.Where(each => each.Case.IsBaseline).ToList();
        var page = new MarkupWriter();
        page.Write($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{header.Title}</title>\n");
        page.Write($"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        page.Write(
            $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
                + $"script-src '{ReportScript.Hash}'\">\n"
        );
        page.Write($"<link rel=\"icon\" href=\"data:,\">\n");
        page.WriteMarkup(ReportStyle.Element);
        page.Write($"</head>\n<body>\n");
        page.WriteMarkup(ForestChart.Markers);
        page.WriteMarkup(RoundsChart.Markers);
        AnswerSection.Write(page, header, tools, baselines);
        if (packed is not null)
            page.Write(
                $"<p class=\"warning\" id=\"packed-note\">The details of this many cases are packed, and need JavaScript to be shown. "
                    + $"Each case's verdict.json and rounds.json have them too.</p>\n"
            );
        MatrixSection.Write(page, tools);
        WriteForest(page, tools, packed);
        VerdictTable.Write(page, tools);
        BaselineSection.Write(page, baselines, tools);
        RecommendationSection.Write(page, header.Recommendations);
        CaseSection.Write(page, cases, packed);
        HostSection.Write(page, header);
        packed?.Write(page);
        page.WriteMarkup(ReportScript.Element);
        page.Write($"</body>\n</html>\n");
        return page.ToString();
    }

    private static void WriteForest(MarkupWriter page, IReadOnlyList<AnchoredCase> tools, PackedParts? packed)
    {
        if (packed is null)
        {
            ForestSection.Write(page, tools);
            return;
        }
        var forest = new MarkupWriter();
        ForestSection.Write(forest, tools);
        page.Write($"<div data-part=\"{packed.Add(forest)}\"></div>\n");
    }
}
