namespace PerfTests.Infrastructure.Results.Exposure;

/// <summary>
/// What the kernel counts for one run of a program that does nothing, in nanoseconds: the counting itself, with the call of the program.
/// </summary>
/// <param name="Nanoseconds">The median of several batches of runs.</param>
/// <param name="Low">The lowest batch.</param>
/// <param name="High">The highest batch.</param>
public sealed record CountingCost(double Nanoseconds, double Low, double High);
