using PerfTests.Infrastructure.Reporting.Svg;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>Where the CPU goes that a tool costs, in the details of its case: bars, and the numbers behind them.</summary>
internal static class AttributionSection
{
    private const int ProcessesShade = 4;
    private const int RemainderShade = 5;
    private const int FirstKindShade = 6;

    public static void Write(MarkupWriter page, CaseAttribution? attribution)
    {
        if (attribution is null)
            return;
        page.Write($"<h4>Where the extra CPU goes</h4>\n");
        if (attribution.Extra.Low <= 0)
            page.Write(
                $"<p class=\"note\">The interval of the extra CPU holds zero: its parts are shown as counted, and none of them is proven.\n"
            );
        WriteBar(page, [("by cause", [.. Parts(attribution)])]);
        WriteBar(page, [.. attribution.Hosts.Select(host => (host.Key, (IReadOnlyList<CpuPart>)[.. Kinds(host.Value)]))]);
        WriteTable(page, attribution);
        if (AttributionTable.Footprint(attribution) is { } footprint)
            page.Write($"<p>{footprint}\n");
        foreach (var note in attribution.Notes)
            page.Write($"<p class=\"note\">{note}\n");
    }

    private static IEnumerable<CpuPart> Parts(CaseAttribution attribution)
    {
        foreach (var (index, program) in attribution.Programs.Take(ProcessesShade - 1).Index())
            yield return new CpuPart($"program {program.Name}", program.Percent, index);
        if (attribution.Programs.Count >= ProcessesShade)
            yield return new CpuPart(
                $"{attribution.Programs.Count - ProcessesShade + 1} other programs",
                attribution.Programs.Skip(ProcessesShade - 1).Sum(program => program.Percent),
                ProcessesShade - 1
            );
        if (attribution.ToolProcessesPercent is { } processes)
            yield return new CpuPart("the tool's processes", processes, ProcessesShade);
        if (attribution.RemainderPercent is { } remainder)
            yield return new CpuPart("remainder", remainder, RemainderShade);
    }

    private static IEnumerable<CpuPart> Kinds(AttributedHost host) =>
        [
            new("user", host.User.Percent, FirstKindShade),
            new("system", host.System.Percent, FirstKindShade + 1),
            new("softirq", host.SoftIrq.Percent, FirstKindShade + 2),
        ];

    private static void WriteBar(MarkupWriter page, IReadOnlyList<(string Label, IReadOnlyList<CpuPart> Parts)> rows)
    {
        if (!rows.Any(row => row.Parts.Any(part => part.Percent != 0)))
            return;
        page.Write($"<figure>");
        CpuBar.Write(page, rows);
        page.Write($"<figcaption>");
        foreach (var part in rows.SelectMany(row => row.Parts).DistinctBy(part => part.Shade))
            page.Write($"<span class=\"swatch s{part.Shade}\"></span>{part.Name} ");
        page.Write($"</figcaption></figure>\n");
    }

    private static void WriteTable(MarkupWriter page, CaseAttribution attribution)
    {
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
    }
}
