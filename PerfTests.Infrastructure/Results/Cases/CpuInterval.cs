namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>CPU in percent of one core, with one-sided bounds that each hold with the case's confidence.</summary>
/// <param name="Percent">The trimmed mean over the rounds; 100 is one core busy all the time.</param>
/// <param name="Low">Lower bound; null when there are too few rounds for one.</param>
/// <param name="High">Upper bound.</param>
public sealed record CpuInterval(double Percent, double? Low, double? High);
