using System.Globalization;
using System.Text;

namespace PerfTests.Infrastructure.Remote;

/// <summary>Text from outside as a part of a message: one line of limited length, in which control characters are visible.</summary>
internal static class OneLine
{
    private const string Ellipsis = "…";

    /// <summary>The beginning of a text; its lines are joined by <c>"; "</c>.</summary>
    public static string Of(string text, int most) =>
        Joined(text) is var line && line.Length <= most ? line : $"{Cut(line, 0, most - 1)}{Ellipsis}";

    /// <summary>The end of a text, where programs say why they ended.</summary>
    public static string LastOf(string text, int most) =>
        Joined(text) is var line && line.Length <= most ? line : $"{Ellipsis}{Cut(line, line.Length - most + 1, most - 1)}";

    /// <summary>A command by its first line.</summary>
    public static string Command(string text, int most = 80)
    {
        var first = text.AsSpan().Trim();
        var end = first.IndexOf('\n');
        var line = Visible((end < 0 ? first : first[..end]).TrimEnd());
        return line.Length > most || end >= 0 ? $"{Cut(line, 0, Math.Min(line.Length, most))}{Ellipsis}" : line;
    }

    private static string Joined(string text) =>
        string.Join(
            "; ",
            text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => Visible(line))
        );

    // Format characters turn a line round or hide in it; the two separators end one.
    private static string Visible(ReadOnlySpan<char> text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character == '\t')
                visible.Append(' ');
            else if (
                char.GetUnicodeCategory(character)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
            )
                visible.Append($"\\u{(int)character:x4}");
            else
                visible.Append(character);
        }
        return visible.ToString();
    }

    private static string Cut(string line, int start, int length)
    {
        var end = start + length;
        // Never half of a surrogate pair.
        if (start > 0 && start < line.Length && char.IsLowSurrogate(line[start]))
            start++;
        if (end > start && end < line.Length && char.IsHighSurrogate(line[end - 1]))
            end--;
        return line[start..end];
    }
}
