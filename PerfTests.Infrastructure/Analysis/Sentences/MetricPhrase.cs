using System.Globalization;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Sentences;

/// <summary>A metric of a case as one says it: <c>TCP latency</c>, <c>UDP packet rate</c>, <c>TCP throughput, 4 streams</c>.</summary>
internal static partial class MetricPhrase
{
    private const int LongestName = 60;

    // Metrics of the load itself carry its protocol and its limits in their names.
    private static readonly Dictionary<string, string> OfTheLoad = new(StringComparer.Ordinal)
    {
        [Metric.Throughput.Name] = "throughput",
        [Metric.PacketRate.Name] = "packet rate",
        [Metric.MeanLatency.Name] = "latency",
        [Metric.P50Latency.Name] = "median latency",
        [Metric.P90Latency.Name] = "90th percentile latency",
        [Metric.P99Latency.Name] = "99th percentile latency",
        [Metric.MinLatency.Name] = "minimum latency",
        [Metric.MaxLatency.Name] = "maximum latency",
        [Metric.TransactionRate.Name] = "transaction rate",
    };

    public static string Of(string name, CaseVerdict verdict) => Of(name, verdict.Case, verdict.CappedAt);

    /// <param name="caseName">The case's name, which tells protocol and streams.</param>
    /// <param name="cappedAt">Target rate of each stream; null for a load that takes what it gets.</param>
    public static string Of(string name, string caseName, string? cappedAt)
    {
        if (!OfTheLoad.TryGetValue(name, out var words))
            return OfTheHosts(name);
        var address = CaseAddress.TryParse(caseName);
        var load = address is null ? words : $"{SingleLine(address.Protocol).ToUpperInvariant()} {words}";
        var streams =
            address is not null && Streams().Match(address.Params) is { Success: true } match ? match.Groups["count"].Value : null;
        var cap = cappedAt is not null && IsLimited(name) ? SingleLine(cappedAt) : null;
        return (streams is "1" ? null : streams, cap) switch
        {
            ({ } count, { } each) => $"{load}, {count} streams capped at {each} each",
            ({ } count, null) => $"{load}, {count} streams",
            (null, { } alone) => $"{load} capped at {alone}",
            _ => load,
        };
    }

    /// <summary>Whether a cap on the load limits the metric.</summary>
    private static bool IsLimited(string name) => name == Metric.Throughput.Name || name == Metric.PacketRate.Name;

    /// <summary>Name of the main metric of a case's test type; null for a name that is not that of a case.</summary>
    public static string? Primary(CaseVerdict verdict) =>
        CaseAddress.TryParse(verdict.Case) is { } address ? Metric.Primary(address.TestType).Name : null;

    /// <summary>Whatever a name from outside holds, as a piece of one line.</summary>
    public static string SingleLine(string text) =>
        string.Join(' ', VisibleText.SingleLine(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string OfTheHosts(string name)
    {
        if (name == Metric.ClientCpu.Name)
            return "client CPU";
        if (name == Metric.ServerCpu.Name)
            return "server CPU";
        if (Metric.Find(name) is { } metric)
            return metric.Title is [var first, var second, ..] && char.IsLower(second)
                ? $"{char.ToLower(first, CultureInfo.InvariantCulture)}{metric.Title[1..]}"
                : metric.Title;
        var words = SingleLine(name);
        return words.Length switch
        {
            0 => "a metric without a name",
            > LongestName => $"{words[..(LongestName - 1)]}…",
            _ => words,
        };
    }

    [GeneratedRegex(@"(?:^|_)streams_(?<count>\d{1,6})(?:_|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Streams();
}
