using System.Runtime.CompilerServices;
using System.Text;
using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>
/// Writes markup from interpolated strings: the literal parts are markup, every value in a hole is text and gets escaped.
/// So nothing from outside can become a tag, and no call site has to remember that.
/// </summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _markup = new();

    public MarkupWriter Write([InterpolatedStringHandlerArgument("")] ref Interpolation markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds a constant of the program that is markup as a whole.</summary>
    public void WriteMarkup(string markup) => _markup.Append(markup).Append('\n');

    /// <summary>Writes a name that has no blanks, such as that of a case, so that it breaks into lines between its parts.</summary>
    public MarkupWriter WriteName(string name)
    {
        var start = 0;
        for (var end = name.IndexOfAny(['/', '_']); end >= 0; end = name.IndexOfAny(['/', '_'], start))
        {
            Escape(name[start..(end + 1)]);
            _markup.Append("<wbr/>");
            start = end + 1;
        }
        Escape(name[start..]);
        return this;
    }

    public override string ToString() => _markup.ToString();

    private void Escape(string? text)
    {
        foreach (var rune in VisibleText.Lines(text ?? "").EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => _markup.Append("&amp;"),
                '<' => _markup.Append("&lt;"),
                '>' => _markup.Append("&gt;"),
                '"' => _markup.Append("&quot;"),
                '\'' => _markup.Append("&#39;"),
                '\t' or '\n' => _markup.Append((char)rune.Value),
                // XML 1.0 has no way to write these, not even as references
                0xfffe or 0xffff => _markup.Append('\ufffd'),
                _ => _markup.Append(rune.ToString()),
            };
        }
    }

    [InterpolatedStringHandler]
    internal readonly ref struct Interpolation
    {
        private readonly MarkupWriter _writer;

        public Interpolation(int literalLength, int formattedCount, MarkupWriter writer)
        {
            _ = literalLength + formattedCount;
            _writer = writer;
        }

        public void AppendLiteral(string value) => _writer._markup.Append(value);

        public void AppendFormatted(string? value) => _writer.Escape(value);

        public void AppendFormatted(int value) => _writer._markup.Append(value);

        /// <summary>Coordinates: a tenth of a pixel or of a percent is finer than the eye.</summary>
        public void AppendFormatted(double value) => _writer._markup.Append(value.ToString("0.#"));
    }
}
