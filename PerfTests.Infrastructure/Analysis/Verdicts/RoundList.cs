using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>Rounds as a reader counts them: <c>round 3</c>, <c>rounds 2, 5</c>.</summary>
internal static class RoundList
{
    public static string Of(IReadOnlyList<RoundRecord> rounds) =>
        (rounds.Count == 1 ? "round " : "rounds ") + string.Join(", ", rounds.Select(round => round.Number));

    public static string Count(int rounds) => rounds == 1 ? "1 round" : $"{rounds} rounds";
}
