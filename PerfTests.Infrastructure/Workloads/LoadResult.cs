namespace PerfTests.Infrastructure.Workloads;

/// <summary>What one client process of a load reported, parsed.</summary>
public sealed record LoadResult
{
    /// <summary>How long the load really ran, in seconds.</summary>
    public required double LoadSeconds { get; init; }

    /// <summary>Values by <see cref="Configuration.Judging.Metric.Name"/>, in that metric's unit.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Requests answered, which is the weight of this process's latencies beside others; null when not known.</summary>
    public double? Transactions { get; init; }

    /// <summary>
    /// Part of the planned duration, or of the planned amount, by which the load ended too early, in percent; see
    /// <see cref="LoadOutput.MissingPercent"/>.
    /// </summary>
    public double MissingPercent { get; init; }

    /// <summary>
    /// Part of the planned duration by which the load ended too late, in percent; see <see cref="LoadOutput.ExcessPercent"/>.
    /// </summary>
    public double ExcessPercent { get; init; }

    /// <summary>
    /// Longest time without progress, in seconds: a reply that was waited for, replies missing in a row, silent intervals; null when the
    /// program tells none.
    /// </summary>
    public double? LongestGapSeconds { get; init; }

    /// <summary>
    /// Time of reporting intervals in which nothing was moved or which the report lacks, in seconds; null when the program reports none.
    /// </summary>
    public double? SilentSeconds { get; init; }

    /// <summary>What was sent of what a capped UDP load was told to send, in percent; null for other loads.</summary>
    public double? OfferedPercent { get; init; }

    /// <summary>Datagrams or echo requests sent, which is the weight of this process's loss beside others; null when not known.</summary>
    public double? PacketsSent { get; init; }

    /// <summary>What the program reported and is not in these figures, and why: a figure that no load can have is left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
