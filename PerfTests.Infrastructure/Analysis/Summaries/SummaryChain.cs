using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Analysis.Summaries;

/// <summary>The summaries of a result tree, each made from what lies below it and from nothing else.</summary>
internal sealed class SummaryChain(CaseStore store)
{
    // The file of each level, from the arm's folder down to the one above the cases.
    private static readonly string[] BaselineFiles =
    [
        "baseline_summary.json",
        "environment_summary.json",
        "protocol_summary.json",
        "test_type_summary.json",
    ];

    private static readonly string[] EbpfFiles =
    [
        "ebpf_comparison.json",
        "tool_summary.json",
        "environment_summary.json",
        "protocol_summary.json",
        "test_type_summary.json",
    ];

    /// <summary>Writes the <c>summary.json</c> of one case from the runs in its folder.</summary>
    /// <returns>The summary, and the runs that could not be read.</returns>
    public async Task<(CaseSummary Summary, IReadOnlyList<ReadProblem> Problems)> WriteCaseAsync(
        string caseName,
        CancellationToken cancellationToken
    )
    {
        var runs = await store.ReadRunsAsync(caseName, cancellationToken);
        var summary = RunSummary.Of(caseName, runs.Items);
        await store.WriteSummaryAsync(summary, cancellationToken);
        return (summary, runs.Problems);
    }

    /// <summary>Writes every summary of the tree, from the cases up.</summary>
    /// <returns>The files that could not be read; what they hold is missing from the summaries.</returns>
    public async Task<IReadOnlyList<ReadProblem>> WriteAllAsync(CancellationToken cancellationToken)
    {
        var cases = await store.ReadCasesAsync(cancellationToken);
        var problems = cases.Problems.ToList();
        var verdicts = cases.Items.ToDictionary(result => result.Verdict.Case, result => result.Verdict);
        await WriteAsync(CaseAddress.BaselineFolder, BaselineFiles, verdicts, problems, cancellationToken);
        await WriteAsync(CaseAddress.EbpfFolder, EbpfFiles, verdicts, problems, cancellationToken);
        return problems;
    }

    private async Task<IReadOnlyList<CaseOverview>> WriteAsync(
        string folder,
        ArraySegment<string> files,
        Dictionary<string, CaseVerdict> verdicts,
        List<ReadProblem> problems,
        CancellationToken cancellationToken
    )
    {
        if (files.Count == 0)
            return await OverviewAsync(folder, verdicts.GetValueOrDefault(folder), problems, cancellationToken);
        var cases = new List<CaseOverview>();
        foreach (var child in store.Tree.Children(folder))
            cases.AddRange(await WriteAsync(child, files[1..], verdicts, problems, cancellationToken));
        var path = Path.Combine(store.Tree.Root, folder, files[0]);
        if (cases.Count > 0)
            await JsonFiles.WriteAsync(path, Group(folder, cases), JsonFiles.CamelCase, cancellationToken);
        return cases;
    }

    private async Task<IReadOnlyList<CaseOverview>> OverviewAsync(
        string caseName,
        CaseVerdict? verdict,
        List<ReadProblem> problems,
        CancellationToken cancellationToken
    )
    {
        if (verdict is null && !store.Tree.Runs(caseName).Any())
            return [];
        var (summary, unreadable) = await WriteCaseAsync(caseName, cancellationToken);
        problems.AddRange(unreadable);
        return
        [
            new CaseOverview
            {
                Case = caseName,
                Verdict = verdict?.Verdict,
                Sentence = verdict is null ? null : VerdictSentence.Of(verdict),
                Comparison = verdict?.Metrics ?? [],
                Summary = summary,
            },
        ];
    }

    private static GroupSummary Group(string folder, IReadOnlyList<CaseOverview> cases) =>
        new()
        {
            Folder = folder,
            Runs = cases.Sum(item => item.Summary.Runs),
            FailedRuns = cases.Sum(item => item.Summary.FailedRuns),
            From = cases.Min(item => item.Summary.From),
            To = cases.Max(item => item.Summary.To),
            Verdicts = cases.Select(item => item.Verdict).OfType<Verdict>().CountBy(verdict => verdict).ToDictionary(),
            Cases = cases,
        };
}
