using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Verdicts;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>A budget that the noise of its environment hides, as the last A/A case under the same conditions showed.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="BudgetPercent">Overhead allowed, in percent.</param>
/// <param name="FloorPercent">Smallest overhead that shows with <paramref name="Rounds"/> rounds, in percent.</param>
/// <param name="Rounds">The most rounds that a tool case may take.</param>
/// <param name="Environment">Id of the environment.</param>
/// <param name="MeasuredAt">When the A/A case was judged.</param>
/// <param name="RoundsNeeded">About how many rounds would show the budget; null when no number that anyone would plan does.</param>
internal sealed record BudgetUnderFloor(
    string Metric,
    double BudgetPercent,
    double FloorPercent,
    int Rounds,
    string Environment,
    DateTimeOffset MeasuredAt,
    int? RoundsNeeded
)
{
    public string Remedy => $"{Needs(RoundsNeeded).TrimStart(':', ' ')}, or let perftests calibrate plan it";

    /// <summary>What to expect of a case with this budget, and what to do about it.</summary>
    public string Forecast => $"expect Inconclusive unless the cost is far over it; {Remedy}";

    /// <summary>How many rounds the budget takes, as the end of a sentence.</summary>
    public static string Needs(int? rounds) =>
        rounds is { } needed
            ? $": about {Analysis.Verdicts.RoundsNeeded.Rounded(needed)} rounds would resolve it (looks in thresholds.yaml)"
            : ": no number of rounds resolves it here, quieter hosts or a higher budget would";

    public override string ToString() =>
        $"the budget of {PercentText.Budget(BudgetPercent)} % for {Metric} is under the noise floor of {PercentText.Plain(FloorPercent)} "
        + $"% of {Environment} ({RoundList.Count(Rounds)}, measured {MeasuredAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC)";
}
