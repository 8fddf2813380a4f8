namespace PerfTests.Infrastructure.Results.Baselines;

/// <summary>One stored baseline run.</summary>
/// <param name="Folder">Its folder relative to <c>result/</c>.</param>
/// <param name="StartTime">When it was measured.</param>
/// <param name="Metrics">Its values by metric name.</param>
public sealed record StoredRun(string Folder, DateTimeOffset StartTime, IReadOnlyDictionary<string, double> Metrics);
