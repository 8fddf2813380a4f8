using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tests.Documentation;

/// <summary>
/// Output as a page shows it: its lines must appear in this order, with any numbers, versions of tools and blanks, and <c>…</c> for any
/// text.
/// </summary>
/// <remarks>
/// A row of the table of verdicts may have another verdict: what a reader's machine, or this one, makes of few rounds is its own affair.
/// </remarks>
internal static partial class ShownOutput
{
    /// <returns>The first line that does not appear; null when all do.</returns>
    public static string? FirstMissing(string shown, string output)
    {
        var lines = output.Split('\n').Select(line => line.Trim()).ToList();
        var from = 0;
        foreach (var line in shown.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var pattern = Pattern(line);
            var at = lines.FindIndex(from, candidate => pattern.IsMatch(candidate));
            if (at < 0)
                return line;
            from = at + 1;
        }
        return null;
    }

    private static Regex Pattern(string line)
    {
        var pattern = Piece()
            .Replace(
                line,
                piece =>
                    piece.Value switch
                    {
                        "…" => ".*",
                        _ when piece.Groups["blank"].Success => @"\s+",
                        _ when piece.Groups["verdict"].Success => "(Pass|Fail|Inconclusive)",
                        _ when piece.Groups["version"].Success => "[0-9a-f]{6}",
                        _ when piece.Groups["number"].Success => @"[+-]?\d+(\.\d+)?",
                        _ => Regex.Escape(piece.Value),
                    }
            );
        return new Regex($@"\A{pattern}\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
    }

    [GeneratedRegex(
        @"…|(?<blank>\s+)|(?<verdict>\A(Pass|Fail|Inconclusive)(?=\s))|(?<version>(?<=version "
            + @"|_)[0-9a-f]{6}(?![0-9A-Za-z_]))|(?<number>[+-]?\d+(\.\d+)?)|.",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Piece();
}
