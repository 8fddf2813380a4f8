using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Reporting.Live;

/// <summary>Colours for a terminal: the verdict, or the state, with which a line begins. No other character changes.</summary>
internal static partial class VerdictPaint
{
    public static string Paint(string text) => Word().Replace(text, word => $"{Ansi(word.Value)}{word.Value}\u001b[0m");

    private static string Ansi(string word) =>
        word switch
        {
            "Pass" or "ok" => "\u001b[32m",
            "Fail" or "FAIL" => "\u001b[31m",
            "Inconclusive" or "WARN" => "\u001b[33m",
            "Invalid" => "\u001b[35m",
            _ => "\u001b[2m",
        };

    [GeneratedRegex(
        @"(?<=^[ ]*(\[\d+/\d+\] )?)(Pass|Fail|Inconclusive|Invalid|ok|WARN|FAIL|skipped)(?=:|[ ]{2,}|$)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Word();
}
