using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tools;

/// <summary>How many events a tool says it lost on their way to it: one that drops its events is cheaper than one that keeps up.</summary>
/// <remarks>
/// Known are bpftrace (<c>Lost 12 events</c>, and <c>lost_events</c> in its JSON), BCC (<c>Possibly lost 12 samples</c>) and libbpf tools
/// (<c>lost 12 events on CPU #3</c>). Other words of the same kind are taken as well.
/// </remarks>
internal static partial class LostEvents
{
    /// <summary>
    /// Extended regular expression by which the host picks the lines to look at, for a tool may print more than is fetched.
    /// </summary>
    public const string LinePattern =
        "(lost|dropped) [0-9]+ |[0-9]+ (events|event|samples|sample|records|messages) (were )?(lost|dropped)|\"lost_events\"";

    /// <summary>Sum of what the lines of an output tell; 0 when none does.</summary>
    public static long In(string text)
    {
        long sum = 0;
        foreach (Match match in Told().Matches(text))
        {
            var digits = match.Groups["count"].ValueSpan;
            // A number that fits nowhere is many.
            var count = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
            sum = count > long.MaxValue - sum ? long.MaxValue : sum + count;
        }
        return sum;
    }

    [GeneratedRegex(
        @"\b(?:lost|dropped) (?<count>[0-9]+) (?:events?|samples?|records?|messages?)\b|\b(?<count>[0-9]+) "
            + @"(?:events?|samples?|records?|messages?) (?:were "
            + @")?(?:lost|dropped)\b|""lost_events""\s*,\s*""data""\s*:\s*\{\s*""events""\s*:\s*(?<count>[0-9]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Told();
}
