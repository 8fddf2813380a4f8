using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>What a report shows of a case beyond its verdict and rounds.</summary>
internal sealed record CaseDetail
{
    public static CaseDetail None { get; } = new();

    /// <summary>One run without the tool and one in the middle of a round, for their commands; null when the tree lacks them.</summary>
    public RunRecord? BaselineRun { get; init; }

    /// <inheritdoc cref="BaselineRun"/>
    public RunRecord? MiddleRun { get; init; }

    /// <summary>Folders of the runs that are in the tree, relative to <c>result/</c>.</summary>
    public IReadOnlySet<string> Folders { get; init; } = new HashSet<string>();

    /// <summary>Throughput through the time of the load; null when the load's program did not tell, or told of one interval only.</summary>
    public RateCourse? Course { get; init; }
}
