using System.Text.Json.Serialization;

namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>When earlier baseline runs may stand for those of a tool case (<c>stored_baseline</c> of <c>thresholds.yaml</c>).</summary>
public sealed record StoredBaselineRule
{
    /// <summary>Age up to which a baseline run is used, in hours.</summary>
    public double MaxAgeHours { get; init; } = 24;

    /// <summary>Baseline runs of the session itself up to the first look at the data: before, among and after the tool runs.</summary>
    public int SentinelRuns { get; init; } = 3;

    /// <summary>Fewest stored runs; with fewer, baselines are measured between the tool runs.</summary>
    public int MinRuns { get; init; } = 5;

    [JsonIgnore]
    public TimeSpan MaxAge => TimeSpan.FromHours(MaxAgeHours);
}
