using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>What an interrupted session left of a case that can be built on.</summary>
/// <param name="Marker">Under what it was measured.</param>
/// <param name="Rounds">Its complete rounds, dropped ones included.</param>
/// <param name="Stored">The stored baseline that its tool runs were compared with; null for interleaved rounds.</param>
internal sealed record ResumedCase(CaseMarker Marker, IReadOnlyList<RoundRecord> Rounds, StoredBaseline? Stored);
