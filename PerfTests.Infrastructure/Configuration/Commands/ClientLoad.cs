namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>How a client makes one load, and the values that its command takes: one load per combination.</summary>
/// <remarks>An axis that the command does not use has exactly one value, so no two loads are the same.</remarks>
public sealed record ClientLoad(Protocol Protocol, CommandTemplate Command)
{
    /// <summary>Whether the file leaves the command out: only tools whose scope names the protocol are measured with it.</summary>
    public bool IsDefault { get; init; }

    /// <summary>How long the load lasts, in seconds: 30 by default, 20 for latency; unused where an amount ends it.</summary>
    public IReadOnlyList<int> DurationsSeconds { get; init; } = [30];

    /// <summary>
    /// How much the load moves before it ends, in what its command counts: transactions, bytes, blocks, echo requests; empty where a time
    /// ends it.
    /// </summary>
    public IReadOnlyList<int> Amounts { get; init; } = [];

    /// <summary>Rate of each stream: <c>500M</c>, <c>2.5G</c>, or <c>0</c> (the default) for no limit.</summary>
    public IReadOnlyList<string> TargetBandwidths { get; init; } = ["0"];

    /// <summary>Port of the first stream: 5001 by default, 12865 for latency; stream i uses the i-th port after it.</summary>
    public IReadOnlyList<int> BasePorts { get; init; } = [5001];
}
