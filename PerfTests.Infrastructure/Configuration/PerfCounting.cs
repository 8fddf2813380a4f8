namespace PerfTests.Infrastructure.Configuration;

/// <summary>What <c>perf stat</c> counts on every host while a load runs (<c>perf</c> of <c>monitoring-config.yaml</c>).</summary>
public sealed record PerfCounting
{
    public const string Instructions = "instructions";
    public const string Cycles = "cycles";

    /// <summary>The events that metrics are made from.</summary>
    public static IReadOnlyList<string> DefaultEvents { get; } = [Instructions, Cycles];

    public bool Enabled { get; init; } = true;

    /// <summary>Names as <c>perf list</c> shows them, without modifiers.</summary>
    public IReadOnlyList<string> Events { get; init; } = DefaultEvents;
}
