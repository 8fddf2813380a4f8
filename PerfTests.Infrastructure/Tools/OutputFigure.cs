using System.Globalization;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Tools;

namespace PerfTests.Infrastructure.Tools;

/// <summary>The figure that a tool printed as proof of its work.</summary>
internal static class OutputFigure
{
    /// <summary>
    /// The number in the pattern's group on the last line that matches, 0 without one; without a group, the number of lines that match.
    /// </summary>
    /// <remarks>A number may have separators of thousands and a fraction; what is no number counts as 0.</remarks>
    public static double In(string text, OutputProof proof)
    {
        var pattern = new Regex(proof.Line, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        var hasGroup = pattern.GetGroupNumbers().Length > 1;
        var (lines, figure) = (0, 0.0);
        foreach (var line in text.EnumerateLines())
        {
            if (!pattern.IsMatch(line))
                continue;
            lines++;
            if (hasGroup)
                figure = Number(pattern.Match(line.ToString()));
        }
        return hasGroup ? figure : lines;
    }

    private static double Number(Match match) =>
        double.TryParse(
            match.Groups.Values.Skip(1).First().ValueSpan,
            NumberStyles.Float | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture,
            out var number
        ) && double.IsFinite(number)
            ? number
            : 0;
}
