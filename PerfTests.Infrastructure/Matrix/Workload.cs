using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>One load: test type, protocol, parameters, and the commands that make it.</summary>
public sealed record Workload
{
    public required TestType Type { get; init; }

    public required Protocol Protocol { get; init; }

    /// <summary>Token that identifies the parameters, such as <c>streams_4_30s</c>; injective within an environment's matrix.</summary>
    public required string Params { get; init; }

    /// <summary>Command that serves the load; null for loads that need no server, such as ping.</summary>
    public required CommandTemplate? ServerCommand { get; init; }

    public required CommandTemplate ClientCommand { get; init; }

    /// <summary>Command that samples the test interface instead of the usual one; null keeps the usual one.</summary>
    public CommandTemplate? SarCommand { get; init; }

    /// <summary>
    /// Whether the client command is a default: only tools whose scope names its protocol, and their baselines, are measured with it.
    /// </summary>
    public bool IsDefault { get; init; }

    /// <summary>Client processes started together, each on a port of its own.</summary>
    public int Streams { get; init; } = 1;

    /// <summary>Port of the first stream; stream i uses <c>BasePort + i</c>.</summary>
    public int BasePort { get; init; } = 5001;

    /// <summary>How long the load is meant to last, in seconds; null where <see cref="Amount"/> ends it.</summary>
    public required double? DurationSeconds { get; init; }

    /// <summary>
    /// How much the load moves before it ends, in what its command counts: transactions, bytes, blocks, echo requests; null where a time
    /// ends it.
    /// </summary>
    public int? Amount { get; init; }

    /// <summary>
    /// Time that the load may take beyond its duration (in all, without one), connecting and reporting included; in seconds.
    /// </summary>
    public double ExtraSeconds { get; init; } = 60;

    /// <summary>Longest time from the client's start until it is ended.</summary>
    public TimeSpan TimeLimit => TimeSpan.FromSeconds((DurationSeconds ?? 0) + ExtraSeconds);

    /// <summary>Target rate of each stream, as in <c>1G</c>, <c>500M</c>; <c>0</c> means no limit.</summary>
    public string TargetBandwidth { get; init; } = "0";

    /// <summary>
    /// Whether the load sends at a rate of its own: it cannot lose throughput to a tool that leaves headroom. Requests wait for answers, so
    /// they are not.
    /// </summary>
    public bool IsCapped => Type != TestType.Latency && TargetBandwidth != "0";

    /// <summary>The same kind of load for so many seconds, also where its command states another time or an amount.</summary>
    public Workload Lasting(double seconds) =>
        this with
        {
            DurationSeconds = seconds,
            Amount = null,
            ClientCommand = ClientAmount.ByTime(ClientCommand),
        };
}
