using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Workbench.Calibration;

/// <summary>A baseline case that was judged as though its runs in the middle had been a tool's.</summary>
/// <param name="Verdict">What the rule says; Inconclusive and not at its limit when the time was up.</param>
/// <param name="Rounds">All rounds in order of time, dropped ones included.</param>
/// <param name="IsComplete">Whether the rule came to its end.</param>
internal sealed record RehearsedCase(CaseVerdict Verdict, IReadOnlyList<RoundRecord> Rounds, bool IsComplete);
