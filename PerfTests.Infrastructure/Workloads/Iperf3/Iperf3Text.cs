using System.Text;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>What iperf3 writes where JSON belongs.</summary>
internal static partial class Iperf3Text
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>
    /// The text as bytes of JSON: <c>nan</c> and <c>inf</c>, which printf makes of a figure divided by zero, as strings that are
    /// read as such numbers, so that one figure does not damage the whole.
    /// </summary>
    /// <remarks>Through bytes, so that lone surrogates of binary garbage become U+FFFD and not an exception.</remarks>
    public static byte[] ToJson(string text) =>
        Encoding.UTF8.GetBytes(
            !MayHaveNonNumbers(text)
                ? text
                : NonNumber()
                    .Replace(
                        text,
                        match =>
                        {
                            if (!match.Groups["word"].Success)
                                return match.Value;
                            var isInfinity = match.Groups["word"].ValueSpan.StartsWith("i", StringComparison.OrdinalIgnoreCase);
                            return !isInfinity ? "\"NaN\""
                                : match.Value[0] == '-' ? "\"-Infinity\""
                                : "\"Infinity\"";
                        }
                    )
        );

    /// <summary>The first line in which iperf3 says that it failed; null when there is none.</summary>
    public static string? Failure(string text) =>
        FailureLine().Match(text) is { Success: true } match ? LoadOutput.FirstLine(match.Value) : null;

    private static bool MayHaveNonNumbers(string text) =>
        text.Contains("nan", StringComparison.OrdinalIgnoreCase) || text.Contains("inf", StringComparison.OrdinalIgnoreCase);

    // A string is matched as a whole, so that its words stay as they are.
    [GeneratedRegex(
        """
            "(\\.|[^"\\])*"?|-?\b(?<word>nan(\([a-z0-9_]*\))?|inf(inity)?)\b
            """,
        Options | RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex NonNumber();

    [GeneratedRegex(@"^iperf3: (error|interrupt)\b.*$", Options | RegexOptions.Multiline)]
    private static partial Regex FailureLine();
}
