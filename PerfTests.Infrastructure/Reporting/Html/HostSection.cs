using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>
/// Where it was measured: the facts of all hosts side by side. A fact on which they agree stands once; the others are marked.
/// </summary>
internal static class HostSection
{
    public static void Write(MarkupWriter page, ReportHeader header)
    {
        if (header.Hosts.Count == 0)
            return;
        page.Write($"<h2 id=\"hosts\">Hosts</h2>\n<div class=\"scroll\"><table class=\"facts\"><thead><tr><th>Fact");
        foreach (var host in header.Hosts.Keys)
            page.Write($"<th>{host}");
        page.Write($"</thead><tbody>\n");
        var facts = header.Hosts.Values.SelectMany(host => host.Keys).Distinct().ToList();
        foreach (var fact in facts)
            WriteFact(page, fact, [.. header.Hosts.Values.Select(host => host.GetValueOrDefault(fact))]);
        page.Write(
            $"</tbody></table></div>\n<p class=\"note\">≠ marks facts in which hosts differ. A case is only compared with baselines of "
                + $"the same facts.</p>\n"
        );
    }

    private static void WriteFact(MarkupWriter page, string fact, IReadOnlyList<string?> values)
    {
        if (values.Count > 1 && values.Distinct().Count() == 1)
        {
            page.Write($"<tr><td>{fact}<td colspan=\"{values.Count}\">{Readable(values[0])}\n");
            return;
        }
        page.Write($"<tr class=\"{(values.Count > 1 ? "differs" : "alone")}\"><td>{(values.Count > 1 ? "≠ " : "")}{fact}");
        foreach (var value in values)
            page.Write($"<td>{Readable(value)}");
        page.Write($"\n");
    }

    // Lists that the kernel writes without blanks, such as that of the mitigations, would not break into lines
    private static string Readable(string? value) =>
        value is null ? UnitScale.Missing : value.TrimEnd(';').Replace(";", "; ", StringComparison.Ordinal);
}
