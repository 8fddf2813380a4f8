using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>
/// Cases that the last session selected or judged and the tree does not hold: without them it would read as a smaller matrix.
/// </summary>
/// <param name="Judged">Names of those that it judged, in order.</param>
/// <param name="Unmeasured">Names of those that it only selected, in order.</param>
internal sealed record MissingCases(IReadOnlyList<string> Judged, IReadOnlyList<string> Unmeasured)
{
    public static MissingCases None { get; } = new([], []);

    public IEnumerable<string> All => Judged.Concat(Unmeasured);

    /// <returns>None when no session left its list of cases.</returns>
    public static async Task<MissingCases> FindAsync(ResultReading tree, ResultTree place, CancellationToken cancellationToken)
    {
        var outcome = await SessionOutcome.ReadAsync(place.Root, DateTimeOffset.MinValue, cancellationToken);
        var there = tree.Cases.Select(result => result.Verdict.Case).Concat(tree.WithoutVerdict).ToHashSet(StringComparer.Ordinal);
        IEnumerable<string> judged = outcome?.Cases ?? [];
        IReadOnlyList<string> Absent(IEnumerable<string> names) =>
            [.. names.Where(name => !there.Contains(name)).Distinct().Order(StringComparer.Ordinal)];
        return new MissingCases(Absent(judged), Absent(tree.SessionCases.Except(judged)));
    }

    public IEnumerable<string> Told() =>
        [
            .. Judged.Select(name =>
                $"{name} was judged by the last session (session.json) and is not in the tree: the gate is closed for that alone; copy "
                + $"the whole tree, or run a session without it"
            ),
            .. Unmeasured.Select(name =>
                $"{name} was selected by the last session ({SessionMarker.FileName}) and is not in the tree: the gate is closed for that "
                + $"alone; "
                + "measure it (PERFTESTS_RESUME=1 goes on from what is there), copy the whole tree, or run a session without it"
            ),
        ];
}
