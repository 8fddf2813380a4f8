using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Workloads.Ping;

/// <summary>What one ping printed.</summary>
internal sealed partial record PingReport
{
    private const double MaximumSeconds = 1e7;

    private const double WaitSeconds = 60;

    private const double RoundingMicroseconds = 1;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>Longer lines are not ping's own words; the dots of <c>-f</c> make such.</summary>
    private const int MaximumLineLength = 1000;

    public required int Transmitted { get; init; }

    public required int Received { get; init; }

    /// <summary>From the first request to the last, in seconds.</summary>
    public required double Seconds { get; init; }

    public required double MinMicroseconds { get; init; }

    public required double MeanMicroseconds { get; init; }

    public required double MaxMicroseconds { get; init; }

    /// <summary>Round trip of every reply but duplicates, in microseconds; empty with <c>-q</c> or <c>-f</c>.</summary>
    public required IReadOnlyList<double> RoundTrips { get; init; }

    /// <summary>Requests of the longest row that got no reply, or none in time; 0 where no replies are listed.</summary>
    public required int LongestLoss { get; init; }

    /// <summary>Time of that row, in seconds. One lost reply is loss, and no standstill, however far apart the requests are.</summary>
    public double LongestLossSeconds => LongestLoss > 1 && Transmitted > 1 ? LongestLoss * Seconds / (Transmitted - 1) : 0;

    /// <summary>Whether there is a line for each reply, in words that are not known.</summary>
    public required bool HasUnreadReplies { get; init; }

    /// <summary><see cref="Seconds"/> and one interval more, since the last request has its interval too.</summary>
    public double CoveredSeconds => Transmitted > 1 ? Seconds * Transmitted / (Transmitted - 1) : Seconds;

    /// <exception cref="LoadFailedException">There is no whole summary, or no reply.</exception>
    public static PingReport Parse(IReadOnlyList<string> output)
    {
        List<string> lines = [.. output.Where(line => line.Length <= MaximumLineLength)];
        var counts =
            lines.Select(line => Counts().Match(line)).LastOrDefault(match => match.Success)
            ?? throw new LoadFailedException(
                $"ping printed no summary that is known (iputils is): "
                    + $"{LoadOutput.Quote(lines.LastOrDefault(line => line.Length > 0) ?? string.Empty)}"
            );
        var (transmitted, received) = (Count(counts, "transmitted"), Count(counts, "received"));
        if (received == 0)
            throw new LoadFailedException($"ping got no reply to {transmitted} requests (100 % loss){Obstacle(lines)}");
        if (received > transmitted)
            throw new LoadFailedException($"ping reported {received} replies to {transmitted} requests");
        var roundTrips = RoundTripsOf(lines);
        var timeless = lines.Count(line => Timeless().IsMatch(line));
        if (roundTrips.Count != 0 && roundTrips.Count + timeless != received)
        {
            throw new LoadFailedException(
                $"ping counted {received} replies but listed the times of {roundTrips.Count}; its output is not whole"
            );
        }
        var times =
            lines.Select(line => Times().Match(line)).LastOrDefault(match => match.Success)
            ?? throw new LoadFailedException("ping printed no round trip times (requests under 16 bytes, -s, carry none)");
        var report = new PingReport
        {
            Transmitted = transmitted,
            Received = received,
            Seconds = Number(counts, "time", MaximumSeconds * 1e3) / 1e3,
            MinMicroseconds = Microseconds(times, "min"),
            MeanMicroseconds = Microseconds(times, "avg"),
            MaxMicroseconds = Microseconds(times, "max"),
            RoundTrips = roundTrips,
            LongestLoss = LongestLossOf(lines, transmitted),
            HasUnreadReplies = roundTrips.Count == 0 && lines.Exists(line => LooksLikeReply().IsMatch(line)),
        };
        report.RequirePlausible();
        return report;
    }

    private static List<double> RoundTripsOf(IReadOnlyList<string> lines) =>
        [
            .. lines
                .Select(line => Reply().Match(line))
                .Where(match => match.Success && !Uncounted().IsMatch(match.Groups["remark"].ValueSpan))
                .Select(match => Microseconds(match, "time")),
        ];

    // Numbers of requests have 16 bits and begin anew behind the largest.
    private static int LongestLossOf(IReadOnlyList<string> lines, int transmitted)
    {
        var (longest, last, row) = (0, 0, 0);
        foreach (var match in lines.Select(line => Reply().Match(line)).Where(match => match.Success))
        {
            var step = (Count(match, "sequence") - last) & 0xffff;
            // A reply that was overtaken by later ones.
            if (step is 0 or > 0x8000)
                continue;
            (longest, last, row) = (Math.Max(longest, step - 1), last + step, row + 1);
        }
        return row == 0 ? 0 : Math.Max(longest, transmitted - last);
    }

    /// <summary>A router's or the own host's word on why no reply came.</summary>
    private static string Obstacle(IReadOnlyList<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith("From ", StringComparison.Ordinal)) is { } line
            ? $": {LoadOutput.Quote(line)}"
            : string.Empty;

    /// <summary>ping waits for its last replies, but not for long.</summary>
    private void RequirePlausible()
    {
        var longest = (Seconds + WaitSeconds) * 1e6;
        foreach (var latency in RoundTrips.Append(MinMicroseconds).Append(MeanMicroseconds).Append(MaxMicroseconds))
            LoadOutput.Number("ping", "a round trip in us", latency, 0, longest);
        if (MinMicroseconds > MeanMicroseconds + RoundingMicroseconds || MeanMicroseconds > MaxMicroseconds + RoundingMicroseconds)
            throw new LoadFailedException(
                $"ping's round trips contradict each other: min {MinMicroseconds}, mean {MeanMicroseconds}, max {MaxMicroseconds} us"
            );
    }

    private static int Count(Match match, string group) => (int)Number(match, group, int.MaxValue);

    private static double Microseconds(Match match, string group) => Number(match, group, MaximumSeconds * 1e3) * 1e3;

    private static double Number(Match match, string group, double maximum)
    {
        var value = double.Parse(match.Groups[group].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        return LoadOutput.Number("ping", group, value, 0, maximum);
    }

    /// <summary>A reply; behind its time there may be a remark, such as <c>(same route)</c> or <c>(DIFFERENT ADDRESS!)</c>.</summary>
    [GeneratedRegex(@"icmp_[rs]eq=(?<sequence>[0-9]+) .*\btime=(?<time>[0-9]+(\.[0-9]+)?) ms(?<remark>\s.*)?$", Options)]
    private static partial Regex Reply();

    /// <summary>Remarks on replies that ping itself does not count as received.</summary>
    [GeneratedRegex(@"\((DUP|BAD CHECKSUM)!\)", Options)]
    private static partial Regex Uncounted();

    /// <summary>A reply that is received but has no time.</summary>
    [GeneratedRegex(@"icmp_[rs]eq=[0-9]+ .*\(truncated\)\s*$", Options)]
    private static partial Regex Timeless();

    /// <summary>A line that can only be a reply, of whatever words.</summary>
    [GeneratedRegex(@"^[0-9]+ [^ ]+ [^ ]+ .*\b(time|seq|req)\w*[=<]", Options)]
    private static partial Regex LooksLikeReply();

    [GeneratedRegex(
        @"^(?<transmitted>[0-9]+) packets transmitted, (?<received>[0-9]+) received,.* packet loss, time (?<time>[0-9]+)ms\s*$",
        Options
    )]
    private static partial Regex Counts();

    [GeneratedRegex(
        @"^rtt min/avg/max/mdev = (?<min>[0-9]+\.[0-9]+)/(?<avg>[0-9]+\.[0-9]+)/(?<max>[0-9]+\.[0-9]+)/[0-9]+\.[0-9]+ ms\b",
        Options
    )]
    private static partial Regex Times();
}
