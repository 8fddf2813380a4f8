namespace PerfTests.Infrastructure.Results.Baselines;

/// <summary>What a verdict says of the stored baseline behind it.</summary>
/// <param name="From">When its oldest run was measured.</param>
/// <param name="To">When its newest run was measured.</param>
/// <param name="Runs">Number of stored runs.</param>
/// <param name="SentinelRuns">Number of baseline runs that checked it.</param>
public sealed record StoredBaselineUse(DateTimeOffset From, DateTimeOffset To, int Runs, int SentinelRuns)
{
    public override string ToString() => $"stored baseline of {To.UtcDateTime:yyyy-MM-dd}, {Runs} runs";
}
