using PerfTests.Infrastructure.Reporting.Html;
using PerfTests.Infrastructure.Reporting.Svg;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>The report as one self-contained HTML file: no network, no script, light and dark, for screens from 375 px and for paper.</summary>
internal static class HtmlReport
{
    /// <summary>The whole file as text, to be stored as UTF-8.</summary>
    public static string Render(ReportHeader header, IReadOnlyList<CaseResult> results)
    {
        var cases = ReportedCase.WorstFirst(results).Select((reported, index) => new AnchoredCase(reported, $"c{index + 1}")).ToList();
        var tools = cases.Where(each => !each.Case.IsBaseline).ToList();
        var baselines = cases.Where(each => each.Case.IsBaseline).ToList();
        var page = new MarkupWriter();
        page.Write($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{header.Title}</title>\n");
        page.Write($"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        page.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n");
        page.Write($"<link rel=\"icon\" href=\"data:,\">\n");
        page.WriteMarkup(ReportStyle.Css);
        page.Write($"</head>\n<body>\n");
        page.WriteMarkup(ForestChart.Markers);
        page.WriteMarkup(RoundsChart.Markers);
        AnswerSection.Write(page, header, tools, baselines);
        VerdictTable.Write(page, tools);
        ForestSection.Write(page, tools);
        BaselineSection.Write(page, baselines, tools);
        RecommendationSection.Write(page, header.Recommendations);
        CaseSection.Write(page, cases);
        HostSection.Write(page, header);
        page.Write($"</body>\n</html>\n");
        return page.ToString();
    }
}
