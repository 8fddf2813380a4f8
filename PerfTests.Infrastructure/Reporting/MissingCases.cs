using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>Cases that the last session judged and the tree does not hold any more: without them it would read as a smaller matrix.</summary>
internal static class MissingCases
{
    /// <returns>Their names in order; none when the session does not list its cases.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(ResultReading tree, ResultTree place, CancellationToken cancellationToken)
    {
        var outcome = await SessionOutcome.ReadAsync(place.Root, DateTimeOffset.MinValue, cancellationToken);
        return [.. (outcome?.Cases ?? []).OfType<string>().Except(tree.Cases.Select(result => result.Verdict.Case)).Except(tree.WithoutVerdict).Order(StringComparer.Ordinal)];
    }

    public static IEnumerable<string> Told(IReadOnlyList<string> missing) => missing.Select(name =>
        $"{name} was judged by the last session (session.json) and is not in the tree: the gate is closed for that alone; copy the whole tree, or run a session without it");
}
