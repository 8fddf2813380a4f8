namespace PerfTests.Infrastructure.Results.Rounds;

/// <summary>One baseline run of the session itself that checks a stored baseline.</summary>
/// <param name="AfterRounds">Valid tool runs before it.</param>
/// <param name="Folder">Its folder relative to <c>result/</c>.</param>
/// <param name="StartTime">When it was measured.</param>
/// <param name="Metrics">Its values by metric name.</param>
public sealed record SentinelRun(int AfterRounds, string Folder, DateTimeOffset StartTime, IReadOnlyDictionary<string, double> Metrics);
