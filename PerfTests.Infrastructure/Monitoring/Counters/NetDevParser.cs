namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>Reads <c>/proc/net/dev</c>.</summary>
internal static class NetDevParser
{
    private const string Source = "/proc/net/dev";

    /// <summary>8 counters for each direction; see proc_pid_net(5).</summary>
    private const int CounterCount = 16;

    /// <summary>Counters by interface name.</summary>
    /// <exception cref="FormatException">The text is no whole <c>/proc/net/dev</c>.</exception>
    public static IReadOnlyDictionary<string, NetDevCounters> Parse(string text)
    {
        var lines = ProcText.Lines(Source, text);
        if (lines.Count < 2 || !lines[0].StartsWith("Inter-|", StringComparison.Ordinal))
            throw new FormatException($"{Source} does not start with its two header lines");
        var interfaces = new Dictionary<string, NetDevCounters>();
        foreach (var line in lines.Skip(2))
        {
            // The last colon: names of VLAN or alias interfaces can contain one, counters cannot.
            var colon = line.LastIndexOf(':');
            if (colon < 0)
                throw new FormatException($"{Source} has a line without an interface: '{line}'");
            if (!interfaces.TryAdd(line[..colon].Trim(), Counters(line, ProcText.Fields(line[(colon + 1)..]))))
                throw new FormatException($"{Source} has an interface twice: '{line}'");
        }
        return interfaces;
    }

    private static NetDevCounters Counters(string line, string[] fields)
    {
        if (fields.Length < CounterCount)
            throw new FormatException($"{Source} has {fields.Length} of {CounterCount} counters in '{line}'");
        return new NetDevCounters
        {
            ReceivedBytes = ProcText.Number(Source, fields[0]),
            ReceivedPackets = ProcText.Number(Source, fields[1]),
            ReceiveErrors = ProcText.Number(Source, fields[2]),
            ReceiveDropped = ProcText.Number(Source, fields[3]),
            SentBytes = ProcText.Number(Source, fields[8]),
            SentPackets = ProcText.Number(Source, fields[9]),
            SendErrors = ProcText.Number(Source, fields[10]),
            SendDropped = ProcText.Number(Source, fields[11]),
        };
    }
}
