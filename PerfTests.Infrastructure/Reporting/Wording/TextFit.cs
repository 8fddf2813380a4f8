using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Reporting.Wording;

/// <summary>Fits text into columns of fixed-width characters.</summary>
internal static class TextFit
{
    /// <summary>Lines of at most <paramref name="width"/> characters, broken after spaces and separators where one is near.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var lines = new List<string>();
        var rest = text;
        while (rest.Length > width)
        {
            var end = BreakBefore(rest, width);
            lines.Add(rest[..end].TrimEnd(' '));
            rest = rest[end..];
        }
        lines.Add(rest);
        return lines;
    }

    /// <summary>The text, or its two ends around an ellipsis when it is longer than <paramref name="length"/>.</summary>
    public static string Middle(string text, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (text.Length <= length)
            return text;
        var tail = (length - 1) / 2;
        return $"{text[..(length - 1 - tail)]}…{text[^tail..]}";
    }

    /// <summary>One line in which nothing from outside can move the cursor, colour a terminal or turn the text around.</summary>
    public static string SingleLine(string text) => VisibleText.SingleLine(text);

    private static int BreakBefore(string text, int width)
    {
        var separator = text[width] == ' ' ? width : text.LastIndexOfAny([' ', '/', '_', '-'], width - 1);
        if (separator == width)
            return width + 1;
        return separator >= width / 3 ? separator + 1 : width;
    }
}
