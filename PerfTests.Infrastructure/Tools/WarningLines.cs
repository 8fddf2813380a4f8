using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Tools;

/// <summary>Lines of a tool's output that match a pattern and none of those that mean no harm.</summary>
internal static partial class WarningLines
{
    private const int MostLines = 5;
    private const int LongestLine = 200;

    // A line longer than this is data.
    private const int LongestRead = 4096;
    private const int MostRead = 10_000;

    public static IEnumerable<string> In(string text, Regex pattern, IReadOnlyList<string> allowed)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        var harmless = allowed.Select(line => new Regex(line, Options)).Append(Harmless()).ToList();
        return Matching(text, pattern).Where(line => harmless.TrueForAll(known => !known.IsMatch(line)));
    }

    /// <summary>The first different ones, cut to a length that a sentence can hold.</summary>
    public static IReadOnlyList<string> Shorten(IEnumerable<string> lines) =>
        [.. lines.Distinct().Take(MostLines).Select(line => line.Length > LongestLine ? $"{line[..LongestLine]}…" : line)];

    private static List<string> Matching(string text, Regex pattern)
    {
        var found = new List<string>();
        foreach (var whole in text.AsSpan().EnumerateLines())
        {
            var line = whole.Length > LongestRead ? whole[..LongestRead] : whole;
            if (pattern.IsMatch(line) && found.Count < MostRead)
                found.Add(VisibleText.SingleLine(line.Trim().ToString()));
        }
        return found;
    }

    // bpftrace 0.17 says so on every start with a kernel that needs no such limit.
    [GeneratedRegex(@"RLIMIT_MEMLOCK", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Harmless();
}
