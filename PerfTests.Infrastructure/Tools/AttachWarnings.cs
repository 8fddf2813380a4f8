using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tools;

/// <summary>Lines in which a tool says that a program of it could not be attached, although it goes on without it.</summary>
/// <remarks>
/// BCC prints <c>could not attach</c> and goes on with fewer probes, libbpf <c>failed to attach</c> and <c>failed to auto-attach</c>, bpftrace
/// lines with <c>WARNING:</c> or <c>ERROR:</c>. Standard output is the tool's data, so only the plainest words count there.
/// </remarks>
internal static partial class AttachWarnings
{
    private const int MostLines = 5;
    private const int LongestLine = 200;

    // A line longer than this is data.
    private const int LongestRead = 4096;
    private const int MostRead = 10_000;

    /// <summary>The first such lines, cut to a length that a sentence can hold; empty when there are none.</summary>
    /// <param name="standardOutput">What the tool printed.</param>
    /// <param name="standardError">What it printed on standard error.</param>
    /// <param name="allowed">Regular expressions for lines that mean no harm.</param>
    public static IReadOnlyList<string> In(string standardOutput, string standardError, IReadOnlyList<string> allowed)
    {
        var harmless = allowed.Select(pattern => new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)).ToList();
        return
        [
            .. Lines(standardError, OnError()).Concat(Lines(standardOutput, OnOutput()))
                .Where(line => !Harmless().IsMatch(line) && harmless.All(pattern => !pattern.IsMatch(line)))
                .Distinct().Take(MostLines)
                .Select(line => line.Length > LongestLine ? $"{line[..LongestLine]}…" : line),
        ];
    }

    private static List<string> Lines(string text, Regex pattern)
    {
        var found = new List<string>();
        foreach (var whole in text.EnumerateLines())
        {
            var line = whole.Length > LongestRead ? whole[..LongestRead] : whole;
            if (pattern.IsMatch(line) && found.Count < MostRead)
                found.Add(string.Concat(line.Trim().ToString().Select(letter => char.IsControl(letter) ? ' ' : letter)));
        }
        return found;
    }

    [GeneratedRegex(
        @"(?:could|can) ?not (?:auto-?)?attach|unable to (?:auto-?)?attach|fail(?:ed|ure)?(?: to)? (?:(?:auto-?)?attach|load|create (?:kprobe|uprobe|perf event|link)|open perf event)|error (?:attaching|loading)|attach(?:ing)? (?:of )?\S* ?failed|permission denied|operation not permitted|^libbpf: .*\bfailed\b|(?-i:\b(?:WARNING|ERROR): )",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OnError();

    [GeneratedRegex(
        @"(?:could|can) ?not (?:auto-?)?attach|unable to (?:auto-?)?attach|failed to (?:auto-?)?attach|error attaching",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OnOutput();

    // bpftrace 0.17 says so on every start with a kernel that needs no such limit.
    [GeneratedRegex(@"RLIMIT_MEMLOCK", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Harmless();
}
