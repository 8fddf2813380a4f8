using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>Where the CPU goes that a tool costs, in the details of its case.</summary>
internal static class AttributionSection
{
    public static void Write(MarkupWriter page, CaseAttribution? attribution)
    {
        if (attribution is null)
            return;
        page.Write($"<table><tr>");
        foreach (var title in AttributionTable.Head)
            page.Write($"<th>{title}");
        page.Write($"\n");
        foreach (var row in AttributionTable.Rows(attribution))
        {
            page.Write($"<tr>");
            foreach (var cell in row)
                page.Write($"<td>{cell}");
            page.Write($"\n");
        }
        page.Write($"</table>\n");
        if (AttributionTable.Footprint(attribution) is { } footprint)
            page.Write($"<p>{footprint}\n");
        foreach (var note in attribution.Notes)
            page.Write($"<p class=\"note\">{note}\n");
    }
}
