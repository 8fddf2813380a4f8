using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Workloads.Netperf;

/// <summary>Units of <c>THROUGHPUT</c>, which the global option <c>-f</c> chooses.</summary>
/// <remarks>Its <c>KBytes/s</c>, <c>MBytes/s</c> and <c>GBytes/s</c> are of 1024 bytes and powers of them.</remarks>
internal static partial class NetperfUnit
{
    /// <summary>Unit of request/response tests.</summary>
    public const string Transactions = "Trans/s";

    /// <summary>Bits per second in one unit, such as 1e6 for <c>10^6bits/s</c>; null for <c>Trans/s</c>.</summary>
    public static double? TryParse(string unit)
    {
        if (Pattern().Match(unit) is not { Success: true } match)
            return null;
        var scale =
            match.Groups["base"].Success ? Math.Pow(Value("base"), Value("exponent"))
            : match.Groups["prefix"].Success ? Math.Pow(1024, 1 + "KMGT".IndexOf(match.Groups["prefix"].Value, StringComparison.Ordinal))
            : 1;
        return scale * (match.Groups["kind"].Value == "Bytes" ? 8 : 1);

        double Value(string group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"\A(?:(?:(?<base>10|2)\^(?<exponent>[0-9]{1,2}))?(?<kind>bits|Bytes)|(?<prefix>[KMGT])(?<kind>Bytes))/s(?:ec)?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Pattern();
}
