using System.Globalization;
using System.Text;

namespace PerfTests.Workbench.Discovery.Entries;

/// <summary>Writes values and comments that YAML reads back as they were, whatever they contain.</summary>
internal static class YamlText
{
    private const int LongestComment = 160;

    /// <summary>The value in double quotes.</summary>
    public static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                quoted.Append('\\').Append((char)rune.Value);
            else if (IsPlain(rune))
                quoted.Append(rune);
            else
                quoted.Append($"\\U{rune.Value:X8}");
        }
        return quoted.Append('"').ToString();
    }

    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Quote))}]";

    /// <summary>One comment line; line breaks of the text become blanks, and a long text is cut.</summary>
    public static string Comment(string text)
    {
        var line = string.Concat(text.EnumerateRunes().Select(rune => IsPlain(rune) ? rune.ToString() : " "));
        line = string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return $"# {(line.Length > LongestComment ? $"{Cut(line)}…" : line)}";
    }

    private static string Cut(string line) =>
        line[..(char.IsHighSurrogate(line[LongestComment - 1]) ? LongestComment - 1 : LongestComment)];

    private static bool IsPlain(Rune rune) =>
        rune.IsBmp
        && rune.Value != 0xFEFF
        && rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.Surrogate
            );
}
