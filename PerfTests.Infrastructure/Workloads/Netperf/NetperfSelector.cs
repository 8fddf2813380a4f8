namespace PerfTests.Infrastructure.Workloads.Netperf;

/// <summary>An output selector of netperf's omni tests that is read.</summary>
/// <param name="Name">Name in keyval output (<c>-k</c>); in lower case it is the selector's name.</param>
/// <param name="Column">Column title in CSV output (<c>-o</c>).</param>
/// <remarks>
/// Latencies are in microseconds: the CSV titles say so, and in recorded runs the mean times the transaction rate is one second.
/// netperf rounds the minimum and maximum to whole microseconds and takes percentiles from a histogram of two significant digits.
/// </remarks>
internal sealed record NetperfSelector(string Name, string Column)
{
    public static NetperfSelector MinLatency { get; } = new("MIN_LATENCY", "Minimum Latency Microseconds");

    public static NetperfSelector MeanLatency { get; } = new("MEAN_LATENCY", "Mean Latency Microseconds");

    public static NetperfSelector P50Latency { get; } = new("P50_LATENCY", "50th Percentile Latency Microseconds");

    public static NetperfSelector P90Latency { get; } = new("P90_LATENCY", "90th Percentile Latency Microseconds");

    public static NetperfSelector P99Latency { get; } = new("P99_LATENCY", "99th Percentile Latency Microseconds");

    public static NetperfSelector MaxLatency { get; } = new("MAX_LATENCY", "Maximum Latency Microseconds");

    public static NetperfSelector TransactionRate { get; } = new("TRANSACTION_RATE", "Transaction Rate Tran/s");

    public static NetperfSelector Throughput { get; } = new("THROUGHPUT", "Throughput");

    public static NetperfSelector ThroughputUnits { get; } = new("THROUGHPUT_UNITS", "Throughput Units");

    public static NetperfSelector ElapsedTime { get; } = new("ELAPSED_TIME", "Elapsed Time (sec)");

    /// <summary><c>TCP</c>, <c>UDP</c> and others.</summary>
    public static NetperfSelector Protocol { get; } = new("PROTOCOL", "Protocol");

    /// <summary>Calls with which this side sent: datagrams, for UDP.</summary>
    public static NetperfSelector SendCalls { get; } = new("LOCAL_SEND_CALLS", "Local Send Calls");

    /// <summary>Calls with which the other side received: datagrams, for UDP.</summary>
    public static NetperfSelector ReceiveCalls { get; } = new("REMOTE_RECV_CALLS", "Remote Recv Calls");

    /// <summary>Segments that this side's TCP sent again.</summary>
    public static NetperfSelector Retransmits { get; } = new("LOCAL_TRANSPORT_RETRANS", "Local Transport Retransmissions");

    /// <summary>What a request/response test must report.</summary>
    public static IReadOnlyList<NetperfSelector> ForLatency { get; } =
    [MinLatency, MeanLatency, P50Latency, P90Latency, P99Latency, MaxLatency, TransactionRate, ElapsedTime];

    /// <summary>What a stream test must report.</summary>
    public static IReadOnlyList<NetperfSelector> ForThroughput { get; } = [Throughput, ThroughputUnits, ElapsedTime];

    /// <summary>What a stream test is asked for besides; what of it is not told is left out.</summary>
    public static IReadOnlyList<NetperfSelector> ForLosses { get; } = [Protocol, SendCalls, ReceiveCalls, Retransmits];

    public static IReadOnlyList<NetperfSelector> All { get; } = [.. ForLatency.Union(ForThroughput).Union(ForLosses)];

    public string Option => Name.ToLowerInvariant();
}
