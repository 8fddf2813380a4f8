using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>Turns a report into the figures of a complete load, or says why it is none.</summary>
internal static class Iperf3Reader
{
    private const string Program = "iperf3";

    /// <summary>What iperf3 3.12 says of a host name that it cannot resolve.</summary>
    private const string UnresolvedName = "unable to connect to server: Resource temporarily unavailable";

    /// <summary>More than any machine's cores, in percent of one.</summary>
    private const double MaximumCpuPercent = 1e6;

    public static LoadResult Read(Iperf3Document document, double? plannedSeconds)
    {
        if (document.Error is { } error)
        {
            var meaning = error == UnresolvedName ? " (it says so for a host name that it cannot resolve)" : string.Empty;
            throw new LoadFailedException($"iperf3 reports: {LoadOutput.FirstLine(error)}{meaning}");
        }
        if (document.Start?.AcceptedConnection is not null)
            throw new LoadFailedException("this is the report of an iperf3 server; the client's is needed");
        var end = document.End ?? throw new LoadFailedException("iperf3's report has no totals (end); the run did not end properly");
        var notes = new List<string>();
        if (document.Remark is { } remark)
            notes.Add($"iperf3 wrote beside its report: '{remark}'");
        var directions = ReadDirections(end, notes);
        RequireStreams(document, end, directions.Count);
        var seconds = directions.Min(direction => direction.Seconds);
        var packets = SumOrNull(directions, direction => direction.Packets);
        return new LoadResult
        {
            LoadSeconds = seconds,
            Metrics = Metrics(end, directions, packets, notes),
            PacketsSent = packets,
            MissingPercent = Math.Max(LoadOutput.MissingPercent(seconds, plannedSeconds), MissingAmountPercent(document, directions)),
            ExcessPercent = LoadOutput.ExcessPercent(directions.Max(direction => direction.Seconds), plannedSeconds),
            LongestGapSeconds = Iperf3Intervals.LongestGapSeconds(document, directions),
            SilentSeconds = Iperf3Intervals.SilentSeconds(document, directions),
            OfferedPercent = OfferedPercent(document, directions),
            Notes = notes,
        };
    }

    private static List<Iperf3Direction> ReadDirections(Iperf3End end, List<string> notes)
    {
        List<Iperf3Direction> directions = [Iperf3Direction.Read(string.Empty, end.SumSent, end.SumReceived, end.Sum, notes)];
        if ((end.SumSentBidirReverse ?? end.SumReceivedBidirReverse ?? end.SumBidirReverse) is not null)
        {
            directions.Add(
                Iperf3Direction.Read("_bidir_reverse", end.SumSentBidirReverse, end.SumReceivedBidirReverse, end.SumBidirReverse, notes)
            );
        }
        return directions;
    }

    private static void RequireStreams(Iperf3Document document, Iperf3End end, int directions)
    {
        var planned =
            directions * LoadOutput.Number(Program, "start.test_start.num_streams", document.Start?.TestStart?.NumStreams, 1, 1000);
        if (end.Streams?.Count != planned)
            throw new LoadFailedException($"iperf3 reports {end.Streams?.Count ?? 0} of {planned} streams; some failed");
    }

    /// <remarks>With <c>--bidir</c> the direction that has moved it first ends the load.</remarks>
    private static double MissingAmountPercent(Iperf3Document document, List<Iperf3Direction> directions) =>
        document.Start?.TestStart?.AmountBytes is > 0 and <= Iperf3Direction.MaximumBytes and var amount
            ? LoadOutput.MissingAmountPercent(directions.Max(direction => direction.SentBytes), amount)
            : 0;

    /// <remarks>TCP waits for its receiver, so what it sends says nothing of its sender.</remarks>
    private static double? OfferedPercent(Iperf3Document document, List<Iperf3Direction> directions) =>
        document.Start?.TestStart
            is { Protocol: "UDP", TargetBitrate: > 0 and <= Iperf3Direction.MaximumBitsPerSecond and var target, NumStreams: { } streams }
            ? 100 * directions.Sum(direction => direction.SentBytes * 8 / direction.Seconds) / (target * streams * directions.Count)
            : null;

    /// <remarks>With <c>--bidir</c> both ends receive: throughput, packets and retransmits are those of both directions together.</remarks>
    private static Dictionary<string, double> Metrics(Iperf3End end, List<Iperf3Direction> directions, double? packets, List<string> notes)
    {
        var metrics = new Dictionary<string, double>
        {
            [Metric.Throughput.Name] = directions.Sum(direction => direction.ReceivedBitsPerSecond),
        };
        var lost = SumOrNull(directions, direction => direction.LostPackets);
        Add(Metric.Loss, packets > 0 ? 100 * lost / packets : null);
        Add(Metric.Retransmits, SumOrNull(directions, direction => direction.Retransmits));
        Add(Metric.Jitter, SumOrNull(directions, direction => direction.JitterMs) / directions.Count);
        Add(Metric.ClientCpu, Cpu("host_total", end.CpuUtilizationPercent?.HostTotal));
        Add(Metric.ServerCpu, Cpu("remote_total", end.CpuUtilizationPercent?.RemoteTotal));
        return metrics;

        double? Cpu(string name, double? value) =>
            LoadOutput.Optional(Program, $"end.cpu_utilization_percent.{name}", value, 0, MaximumCpuPercent, notes);

        void Add(Metric metric, double? value)
        {
            if (value is { } number)
                metrics[metric.Name] = number;
        }
    }

    private static double? SumOrNull(List<Iperf3Direction> directions, Func<Iperf3Direction, double?> value) =>
        directions.TrueForAll(direction => value(direction) is not null) ? directions.Sum(value) : null;
}
