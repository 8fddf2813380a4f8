using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Analysis.Recommendations;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>The JSON files of <c>analysis/</c>.</summary>
internal static class AnalysisFiles
{
    public const string Performance = "performance_comparison.json";
    public const string Overhead = "overhead_analysis.json";
    public const string Recommendations = "recommendations.json";

    /// <remarks>
    /// The first two are in snake case, as their keys were from the start; the third is in camel case like every other file.
    /// </remarks>
    public static async Task WriteAsync(
        string folder,
        ResultReading reading,
        Gate gate,
        IReadOnlyList<Recommendation> recommendations,
        CancellationToken cancellationToken
    )
    {
        await JsonFiles.WriteAsync(
            Path.Combine(folder, Performance),
            PerformanceComparison.Of(reading),
            JsonFiles.SnakeCase,
            cancellationToken
        );
        await JsonFiles.WriteAsync(Path.Combine(folder, Overhead), OverheadAnalysis.Of(reading), JsonFiles.SnakeCase, cancellationToken);
        await JsonFiles.WriteAsync(
            Path.Combine(folder, Recommendations),
            new { Gate = gate.Outcome, Recommendations = recommendations },
            JsonFiles.CamelCase,
            cancellationToken
        );
    }
}
