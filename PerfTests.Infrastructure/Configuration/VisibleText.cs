using System.Globalization;
using System.Text;

namespace PerfTests.Infrastructure.Configuration;

/// <summary>Text of hosts, tools and files as it may stand on a terminal or in a report: what would act there is shown instead.</summary>
/// <remarks>
/// A control character can move the cursor, colour or retitle a terminal; one of the bidirectional ones lets a line read otherwise than it
/// is. C0 controls become their pictures (<c>␛</c>), others that have no shape their number
/// (<c>&lt;U+202E&gt;</c>), halves of a pair U+FFFD.
/// </remarks>
public static class VisibleText
{
    private const char Delete = '\u007f';

    /// <summary>The text on one line: breaks and tabs become spaces.</summary>
    public static string SingleLine(string text) => Show(text, keepLines: false);

    /// <summary>The text with its lines and tabs kept.</summary>
    public static string Lines(string text) => Show(text, keepLines: true);

    private static string Show(string text, bool keepLines)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var shown = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (letter == '\r' && index + 1 < text.Length && text[index + 1] == '\n')
                continue;
            if (letter is '\n' or '\t')
                shown.Append(keepLines ? letter : ' ');
            else if (letter < ' ')
                shown.Append((char)('\u2400' + letter));
            else if (letter == Delete)
                shown.Append('\u2421');
            else if (char.IsSurrogate(letter) && !Rune.TryGetRuneAt(text, index, out _))
                shown.Append('\ufffd');
            else
                index += Append(shown, Rune.GetRuneAt(text, index)) - 1;
        }
        return shown.ToString();
    }

    /// <returns>How many characters of the text it took.</returns>
    private static int Append(StringBuilder shown, Rune rune)
    {
        if (HasShape(rune))
            shown.Append(rune.ToString());
        else
            shown.Append($"<U+{rune.Value:X4}>");
        return rune.Utf16SequenceLength;
    }

    private static bool HasShape(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
}
