namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>One direction of a run: what its sender and its receiver counted, checked.</summary>
internal sealed record Iperf3Direction
{
    private const string Program = "iperf3";

    /// <summary>100 Tbit/s; anything above is a broken report.</summary>
    private const double MaximumBitsPerSecond = 1e14;

    private const double MaximumCount = 1e15;

    private const double MaximumSeconds = 1e7;

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
    public static Iperf3Direction Read(string suffix, Iperf3Sum? sent, Iperf3Sum? received, Iperf3Sum? mixed)
    {
        var sender = sent ?? mixed
            ?? throw new LoadFailedException($"iperf3's report has no totals (end.sum_sent{suffix}); the run did not end properly");
        var loss = received?.LostPackets is null ? mixed : received;
        var direction = new Iperf3Direction
        {
            Seconds = LoadOutput.Number(Program, $"end.sum_sent{suffix}.seconds", sender.Seconds, 0, MaximumSeconds),
            SentBytes = LoadOutput.Number(Program, $"end.sum_sent{suffix}.bytes", sender.Bytes, 0, double.MaxValue),
            Retransmits = Optional($"end.sum_sent{suffix}.retransmits", sender.Retransmits),
            JitterMs = Optional($"jitter_ms of end.sum{suffix}", loss?.JitterMs),
            LostPackets = Optional($"lost_packets of end.sum{suffix}", loss?.LostPackets),
            Packets = Optional($"packets of end.sum{suffix}", (mixed ?? loss)?.Packets),
            ReceivedBitsPerSecond = 0,
        };
        if (direction.LostPackets > direction.Packets)
            throw new LoadFailedException($"iperf3 reported {direction.LostPackets} lost of {direction.Packets} packets (end.sum{suffix})");
        return direction with { ReceivedBitsPerSecond = Throughput(suffix, direction, received) };
    }

    private static double Throughput(string suffix, Iperf3Direction direction, Iperf3Sum? received)
    {
        if (received is null)
        {
            var delivered = direction is { Packets: > 0 and var packets, LostPackets: { } lost } ? (packets - lost) / packets : 0;
            return RequireTraffic(suffix, direction.SentBytes * delivered, direction.SentBytes * delivered * 8 / direction.Seconds);
        }
        var bytes = LoadOutput.Number(Program, $"end.sum_received{suffix}.bytes", received.Bytes, 0, double.MaxValue);
        return RequireTraffic(suffix, bytes, received.BitsPerSecond);
    }

    private static double RequireTraffic(string suffix, double bytes, double? bitsPerSecond)
    {
        var value = LoadOutput.Number(Program, $"end.sum_received{suffix}.bits_per_second", bitsPerSecond, 0, MaximumBitsPerSecond);
        return bytes > 0 && value > 0
            ? value
            : throw new LoadFailedException(
                $"iperf3's receiver got nothing (end.sum_received{suffix}); is the test path filtered, or did the server die?");
    }

    private static double? Optional(string name, double? value) =>
        value is null ? null : LoadOutput.Number(Program, name, value, 0, MaximumCount);
}
