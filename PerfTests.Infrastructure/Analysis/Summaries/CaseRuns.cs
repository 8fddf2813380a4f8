using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Summaries;

/// <summary>Folders of the runs behind a case's figures: those of its valid rounds, each once, in order of time.</summary>
internal sealed record CaseRuns(IReadOnlyList<string> Baseline, IReadOnlyList<string> Middle)
{
    public static CaseRuns Of(CaseResult result)
    {
        var valid = result.Rounds.Where(round => round.DroppedBecause is null).ToList();
        return new(
            [
                .. valid
                    .SelectMany(round => round.Baseline)
                    .Concat(
                        result.Stored is { } stored
                            ? stored.Runs.Select(run => run.Folder).Concat(stored.Sentinels.Select(run => run.Folder))
                            : []
                    )
                    .Distinct(),
            ],
            [.. valid.SelectMany(round => round.Middle).Distinct()]
        );
    }
}
