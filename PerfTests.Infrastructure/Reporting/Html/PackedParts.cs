using System.IO.Compression;
using System.Text;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>
/// Parts of a large page, compressed inside it: a thousand cases with all their charts are several megabytes of markup that is much alike.
/// The page's script unfolds a part when it is looked at.
/// </summary>
internal sealed class PackedParts
{
    // MarkupWriter lets no control character pass, so none of them is in a part
    private const char Separator = '\u0001';

    private readonly List<string> _parts = [];

    /// <summary>Number of the part, from 0.</summary>
    public int Add(MarkupWriter part)
    {
        _parts.Add(part.ToString());
        return _parts.Count - 1;
    }

    /// <summary>Writes all parts as one element: gzip in base64.</summary>
    public void Write(MarkupWriter page)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(string.Join(Separator, _parts)));
        page.Write($"<div id=\"packed\" hidden>{Convert.ToBase64String(compressed.GetBuffer(), 0, (int)compressed.Length)}</div>\n");
    }
}
