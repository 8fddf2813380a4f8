using System.Globalization;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>One line of <c>/proc/net/dev</c>.</summary>
internal sealed record InterfaceCounters(string Interface, long ReceivedBytes, long ReceivedPackets, long SentBytes, long SentPackets)
{
    /// <summary>The counters of a line; null for the two heading lines and for lines of another file.</summary>
    public static InterfaceCounters? TryParse(string line)
    {
        var colon = line.LastIndexOf(':');
        if (colon < 0)
            return null;
        var fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = new long[16];
        if (fields.Length != numbers.Length)
            return null;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!long.TryParse(fields[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }
        return new InterfaceCounters(line[..colon].Trim(), numbers[0], numbers[1], numbers[8], numbers[9]);
    }
}
