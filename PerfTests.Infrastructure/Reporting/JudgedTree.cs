using PerfTests.Infrastructure.Analysis.Audit;
using PerfTests.Infrastructure.Analysis.Recommendations;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>A result tree read once, and all that its reports are made of.</summary>
/// <param name="Tree">Everything in it.</param>
/// <param name="Reading">The same with the cases that are reported only.</param>
/// <param name="Unjudged">Cases that should have a verdict and have none.</param>
/// <param name="Problems">What a reader must know of the tree, in sentences.</param>
internal sealed record JudgedTree(
    ResultReading Tree,
    ResultReading Reading,
    IReadOnlySet<string> Unjudged,
    IReadOnlyList<Contradiction> Contradictions,
    Gate Gate,
    IReadOnlyList<Recommendation> Recommendations,
    IReadOnlyList<string> Problems
)
{
    public IReadOnlyList<CaseResult> Cases => Reading.Cases;

    /// <param name="session">The session's cases; null takes every case that the tree holds.</param>
    /// <param name="failOnInconclusive">Whether Inconclusive closes the gate; null takes what the cases were measured under.</param>
    public static async Task<JudgedTree> ReadAsync(
        CaseStore store,
        SessionCases? session,
        bool? failOnInconclusive,
        CancellationToken cancellationToken
    )
    {
        var summaryProblems = await new SummaryChain(store).WriteAllAsync(cancellationToken);
        var tree = await ResultReading.ReadAsync(store, cancellationToken);
        var (cases, earlier) = session is null
            ? ToolVersions.Split(tree.Cases)
            : ([.. tree.Cases.Where(result => session.Judged.Contains(result.Verdict.Case))], []);
        var reading = tree with { Cases = cases };
        var missing = session is null ? await MissingCases.FindAsync(tree, store.Tree, cancellationToken) : MissingCases.None;
        var unjudged = session is null
            ? reading.WithoutVerdict.Concat(missing.All).ToHashSet()
            : session.Selected.Except(reading.Cases.Select(result => result.Verdict.Case)).ToHashSet();
        var contradictions = reading.Cases.SelectMany(result => Analysis.Audit.Contradictions.Of(result, reading)).ToList();
        var gate = Gate.Of(
            reading.Cases.Select(result => result.Verdict),
            failOnInconclusive ?? reading.Cases.Any(result => result.Verdict.Rule.InconclusiveFails),
            unjudged.Count,
            contradictions.DistinctBy(each => each.Case).Count()
        );
        List<string> problems =
        [
            .. contradictions.Select(each => $"{each}"),
            .. ToolVersions.Told(earlier),
            .. missing.Told(),
            .. unjudged
                .Except(missing.All)
                .Order(StringComparer.Ordinal)
                .Select(name => $"{name} has no verdict: the gate is closed for that alone"),
            .. reading.Cases.SelectMany(result => MissingRuns(result, reading)),
            .. (await HookFiles.ReadFailuresAsync(store.Tree, cancellationToken)).Select(problem => $"{problem}"),
            .. summaryProblems.Concat(reading.Problems).Select(problem => $"{problem}").Distinct(),
        ];
        return new JudgedTree(tree, reading, unjudged, contradictions, gate, RecommendationRule.Apply(reading), problems);
    }

    private static IEnumerable<string> MissingRuns(CaseResult result, ResultReading reading) =>
        Analysis.Audit.Contradictions.Missing(result, reading.Runs) is { Count: > 0 } missing
            ?
            [
                $"{result.Verdict.Case}: {missing.Count} of the runs that its rounds name are not in the tree or cannot be read, such as "
                    + $"{missing[0]}, so its values cannot be checked; copy the whole tree, or measure the case again",
            ]
            : [];
}
