namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>Links from the page, which lies in <c>analysis/</c>, to files of the same result tree.</summary>
internal static class RawFiles
{
    /// <param name="path">Relative to <c>result/</c>.</param>
    public static string Link(string path) => $"../{path}";

    /// <summary>A number that leads to the folder of its run, where the tree has that.</summary>
    public static void WriteNumber(MarkupWriter page, string number, string? folder, CaseDetail detail)
    {
        if (folder is not null && detail.Folders.Contains(folder))
            page.Write($"<a href=\"{Link($"{folder}/")}\">{number}</a>");
        else
            page.Write($"{number}");
    }
}
