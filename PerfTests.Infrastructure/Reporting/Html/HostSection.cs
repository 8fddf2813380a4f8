namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>Where it was measured: the facts of each host.</summary>
internal static class HostSection
{
    public static void Write(MarkupWriter page, ReportHeader header)
    {
        if (header.Hosts.Count == 0)
            return;
        page.Write($"<h2>Hosts</h2>\n<div class=\"hosts\">\n");
        foreach (var (host, facts) in header.Hosts)
        {
            page.Write($"<section><h3>{host}</h3><dl>\n");
            foreach (var (name, value) in facts)
                page.Write($"<dt>{name}<dd>{value}\n");
            page.Write($"</dl></section>\n");
        }
        page.Write($"</div>\n");
    }
}
