namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>One measured quantity: its name in YAML and JSON, its unit, and which direction is worse.</summary>
/// <param name="Name">Name in <c>thresholds.yaml</c>, <c>summary.json</c> and <c>verdict.json</c>.</param>
/// <param name="Unit">Unit of every stored value: <c>bit/s</c>, <c>packets/s</c>, <c>us</c>, <c>%</c> …</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Worse">The direction in which a tool would harm it.</param>
public sealed record Metric(string Name, string Unit, string Title, WorseDirection Worse)
{
    public static Metric Throughput { get; } = new("throughput", "bit/s", "Throughput (receiver)", WorseDirection.Lower);

    public static Metric PacketRate { get; } = new("pps", "packets/s", "Packet rate (receiving interface)", WorseDirection.Lower);

    public static Metric MinLatency { get; } = new("min_latency", "us", "Minimum latency", WorseDirection.Higher);

    public static Metric MeanLatency { get; } = new("mean_latency", "us", "Mean latency", WorseDirection.Higher);

    public static Metric P50Latency { get; } = new("p50_latency", "us", "Median latency", WorseDirection.Higher);

    public static Metric P90Latency { get; } = new("p90_latency", "us", "90th percentile latency", WorseDirection.Higher);

    public static Metric P99Latency { get; } = new("p99_latency", "us", "99th percentile latency", WorseDirection.Higher);

    public static Metric MaxLatency { get; } = new("max_latency", "us", "Maximum latency", WorseDirection.Higher);

    public static Metric TransactionRate { get; } = new("transaction_rate", "1/s", "Transactions", WorseDirection.Lower);

    /// <summary>CPU of the load's own processes on the client, in percent of one core, kernel time in their context included.</summary>
    public static Metric ClientCpu { get; } = new("client_cpu", "% of a core", "CPU of the load, client", WorseDirection.Higher);

    /// <summary>CPU of the load's own processes on the server, in percent of one core, kernel time in their context included.</summary>
    public static Metric ServerCpu { get; } = new("server_cpu", "% of a core", "CPU of the load, server", WorseDirection.Higher);

    /// <summary>
    /// CPU that the traffic takes on all hosts, in percent of one core: the load's processes, the kernels' network work outside of
    /// them, and the tool's processes. What else runs on the hosts is not in it.
    /// </summary>
    public static Metric TrafficCpu { get; } = new("traffic_cpu", "% of a core", "CPU of the traffic", WorseDirection.Higher);

    /// <summary><see cref="TrafficCpu"/> for each gigabyte (10⁹ bytes of payload received), in CPU seconds.</summary>
    public static Metric CpuPerGigabyte { get; } = new("cpu_per_gigabyte", "s/GB", "CPU per gigabyte", WorseDirection.Higher);

    /// <summary><see cref="TrafficCpu"/> for each packet that the server's interface received, in nanoseconds.</summary>
    public static Metric CpuPerPacket { get; } = new("cpu_per_packet", "ns", "CPU per packet", WorseDirection.Higher);

    /// <summary><see cref="TrafficCpu"/> for each request that was answered, in nanoseconds.</summary>
    public static Metric CpuPerTransaction { get; } = new("cpu_per_transaction", "ns", "CPU per transaction", WorseDirection.Higher);

    /// <summary>
    /// Instructions that all hosts executed while the load ran, whoever for, for each packet that the server's interface received.
    /// </summary>
    public static Metric InstructionsPerPacket { get; } =
        new("instructions_per_packet", "instructions", "Instructions per packet", WorseDirection.Higher);

    /// <summary>
    /// Processor cycles of all hosts while the load ran, idle ones left out, for each packet that the server's interface received.
    /// </summary>
    public static Metric CyclesPerPacket { get; } = new("cycles_per_packet", "cycles", "Cycles per packet", WorseDirection.Higher);

    /// <summary>CPU of the host that runs the tool, in percent of one core: everything but idle time, whoever takes it.</summary>
    public static Metric HostCpu { get; } = new("host_cpu", "% of a core", "CPU of the tool's host", WorseDirection.Higher);

    /// <summary>Datagrams or echo requests lost, in percent. Kept, not compared: its baseline is usually zero.</summary>
    public static Metric Loss { get; } = new("loss", "%", "Loss", WorseDirection.NotCompared);

    public static Metric Retransmits { get; } = new("retransmits", "segments", "TCP retransmits", WorseDirection.NotCompared);

    /// <summary>
    /// <see cref="Retransmits"/> in percent of what the receiver got, in segments of 1448 bytes, which an MTU of 1500 carries.
    /// </summary>
    public static Metric RetransmitShare { get; } = new("retransmit_share", "%", "TCP retransmits", WorseDirection.NotCompared);

    public static Metric Jitter { get; } = new("jitter", "ms", "UDP jitter", WorseDirection.NotCompared);

    /// <summary>Every metric, in the order in which reports list them.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        Throughput,
        PacketRate,
        MeanLatency,
        P50Latency,
        P90Latency,
        P99Latency,
        MinLatency,
        MaxLatency,
        TransactionRate,
        TrafficCpu,
        CpuPerGigabyte,
        CpuPerPacket,
        CpuPerTransaction,
        InstructionsPerPacket,
        CyclesPerPacket,
        ClientCpu,
        ServerCpu,
        HostCpu,
        Loss,
        Retransmits,
        RetransmitShare,
        Jitter,
    ];

    /// <summary>The metric that carries the verdict of a test type unless <c>thresholds.yaml</c> names others.</summary>
    public static Metric Primary(TestType type) =>
        type switch
        {
            TestType.Throughput => Throughput,
            TestType.Latency => MeanLatency,
            TestType.Pps => PacketRate,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown test type"),
        };

    /// <summary>
    /// The metric that carries the verdict beside the primary one where the load sends bytes: while something else limits it, a tool that
    /// leaves headroom takes no throughput.
    /// </summary>
    public static Metric OfByteLoads => CpuPerGigabyte;

    /// <summary>Whether the metric carries the verdict of some test type.</summary>
    internal bool IsPrimary => Enum.GetValues<TestType>().Any(type => Primary(type) == this);

    /// <summary>Whether loads of a test type can yield the metric at all.</summary>
    public bool IsMeasuredBy(TestType type) => this == Loss || IsOfAnyLoad || (type == TestType.Latency) == IsOfRequests;

    /// <summary>Whether the metric tells of CPU.</summary>
    internal bool IsOfCpu =>
        this == ClientCpu
        || this == ServerCpu
        || this == TrafficCpu
        || this == CpuPerGigabyte
        || this == CpuPerPacket
        || this == CpuPerTransaction
        || this == HostCpu
        || IsCountedByHardware;

    /// <summary>Whether the metric exists only where perf counts events of the hardware.</summary>
    internal bool IsCountedByHardware => this == InstructionsPerPacket || this == CyclesPerPacket;

    /// <summary>Whether the metric tells of the load's processes on one side.</summary>
    internal bool IsOfLoadProcesses => this == ClientCpu || this == ServerCpu;

    /// <summary>Whether the programs may tell the metric in whole microseconds: <c>ping -q</c> does so with its mean.</summary>
    internal bool IsToldInSteps => Unit == "us";

    private bool IsOfAnyLoad => IsOfLoadProcesses || this == TrafficCpu || this == CpuPerPacket || this == HostCpu || IsCountedByHardware;

    private bool IsOfRequests => this == TransactionRate || this == CpuPerTransaction || Unit == "us";

    public static Metric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);
}
