namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>One direction of a run: what its sender and its receiver counted, checked.</summary>
internal sealed record Iperf3Direction
{
    private const string Program = "iperf3";

    /// <summary>100 Tbit/s; anything above is a broken report.</summary>
    public const double MaximumBitsPerSecond = 1e14;

    private const double MaximumPackets = 1e15;

    /// <summary>A wrapped counter of 32 bits is above.</summary>
    private const double MaximumRetransmits = int.MaxValue;

    /// <summary>The smallest segment that Linux sends; retries of a connection that carried little come on top.</summary>
    private const double SmallestSegment = 48;

    private const double Retries = 1000;

    private const double ShortestSeconds = 1e-3;

    public const double MaximumSeconds = 1e7;

    public const double MaximumBytes = 1e19;

    /// <summary>How long the sender sent, in seconds.</summary>
    public required double Seconds { get; init; }

    public required double SentBytes { get; init; }

    public required double ReceivedBitsPerSecond { get; init; }

    public double? Retransmits { get; init; }

    public double? JitterMs { get; init; }

    public double? LostPackets { get; init; }

    public double? Packets { get; init; }

    /// <summary>Reads a direction from its totals, of which UDP before iperf3 3.11 has only <paramref name="mixed"/>.</summary>
    /// <param name="suffix">What the names of these totals end in, for messages.</param>
    /// <param name="sent">What the sender counted.</param>
    /// <param name="received">What the receiver counted.</param>
    /// <param name="mixed">UDP's bytes of the sender beside the loss of the receiver; absent for TCP.</param>
    /// <param name="notes">Gets a line for each figure that is left out because this load cannot have it.</param>
    public static Iperf3Direction Read(string suffix, Iperf3Sum? sent, Iperf3Sum? received, Iperf3Sum? mixed, ICollection<string> notes)
    {
        var sender =
            sent
            ?? mixed
            ?? throw new LoadFailedException($"iperf3's report has no totals (end.sum_sent{suffix}); the run did not end properly");
        var loss = received?.LostPackets is null ? mixed : received;
        var seconds = LoadOutput.Number(Program, $"end.sum_sent{suffix}.seconds", sender.Seconds, ShortestSeconds, MaximumSeconds);
        var bytes = LoadOutput.Number(Program, $"end.sum_sent{suffix}.bytes", sender.Bytes, 0, MaximumBytes);
        var packets = Optional($"packets of end.sum{suffix}", (mixed ?? loss)?.Packets, MaximumPackets);
        var direction = new Iperf3Direction
        {
            Seconds = seconds,
            SentBytes = bytes,
            Retransmits = Optional($"end.sum_sent{suffix}.retransmits", sender.Retransmits, MostRetransmits(bytes)),
            JitterMs = Optional($"jitter_ms of end.sum{suffix}", loss?.JitterMs, seconds * 1e3),
            // Never left out: the rule about loss would go silent with it.
            LostPackets = loss?.LostPackets is { } lost
                ? LoadOutput.Number(Program, $"lost_packets of end.sum{suffix}", lost, 0, packets ?? MaximumPackets)
                : null,
            Packets = packets,
            ReceivedBitsPerSecond = 0,
        };
        return direction with { ReceivedBitsPerSecond = Throughput(suffix, direction, received) };

        double? Optional(string name, double? value, double maximum) => LoadOutput.Optional(Program, name, value, 0, maximum, notes);
    }

    private static double MostRetransmits(double sentBytes) =>
        Math.Min(MaximumRetransmits, Retries + Math.Floor(sentBytes / SmallestSegment));

    private static double Throughput(string suffix, Iperf3Direction direction, Iperf3Sum? received)
    {
        if (received is null)
        {
            // The only way to what was received: without it there is no throughput.
            var packets = LoadOutput.Number(Program, $"usable packets of end.sum{suffix}", direction.Packets, 0, MaximumPackets);
            var lost = LoadOutput.Number(Program, $"usable lost_packets of end.sum{suffix}", direction.LostPackets, 0, packets);
            var delivered = packets > 0 ? (packets - lost) / packets : 0;
            return RequireTraffic(suffix, direction.SentBytes * delivered, direction.SentBytes * delivered * 8 / direction.Seconds);
        }
        var bytes = LoadOutput.Number(Program, $"end.sum_received{suffix}.bytes", received.Bytes, 0, MaximumBytes);
        return RequireTraffic(suffix, bytes, received.BitsPerSecond);
    }

    private static double RequireTraffic(string suffix, double bytes, double? bitsPerSecond)
    {
        var value = LoadOutput.Number(Program, $"end.sum_received{suffix}.bits_per_second", bitsPerSecond, 0, MaximumBitsPerSecond);
        return bytes > 0 && value > 0
            ? value
            : throw new LoadFailedException(
                $"iperf3's receiver got nothing (end.sum_received{suffix}); is the test path filtered, or did the server die?"
            );
    }
}
