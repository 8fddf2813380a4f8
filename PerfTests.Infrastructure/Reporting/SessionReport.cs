using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>What a session leaves for its readers.</summary>
internal static class SessionReport
{
    public static Task<string> WriteAsync(string resultDir, IReadOnlyList<CaseVerdict> verdicts, Gate gate, TimeProvider time) =>
        Task.FromResult(string.Join('\n', verdicts.Select(v => v.Case + ": " + VerdictSentence.Of(v))) + "\n" + gate);
}
