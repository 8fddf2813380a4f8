namespace PerfTests.Infrastructure.Results.Rounds;

/// <summary>One metric in the three runs of a round, in the metric's unit.</summary>
public sealed record RoundValues(double Before, double Middle, double After);
