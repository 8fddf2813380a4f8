using System.Text.Json;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>What came out, for programs: what <c>report --json</c> and <c>demo --json</c> print.</summary>
internal static class ReportDocument
{
    public static JsonElement Of(ReportOutcome outcome) =>
        JsonSerializer.SerializeToElement(
            new
            {
                Gate = new
                {
                    outcome.Gate.IsOpen,
                    outcome.Gate.Outcome,
                    outcome.Gate.Pass,
                    outcome.Gate.Fail,
                    outcome.Gate.Inconclusive,
                    outcome.Gate.Invalid,
                    outcome.Gate.Unjudged,
                    outcome.Gate.Contradicted,
                    outcome.Gate.FailOnInconclusive,
                },
                outcome.Problems,
                outcome.Recommendations,
                outcome.Files,
                Cases = outcome.Cases.Select(result => result.Verdict),
            },
            JsonFiles.CamelCase
        );
}
