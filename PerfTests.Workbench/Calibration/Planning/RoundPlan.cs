using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Verdicts;

namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>What rounds can show where equal runs differ by a known noise: the rule's own arithmetic, turned around.</summary>
/// <param name="Floor">The noise of a metric.</param>
/// <param name="Confidence">Of each bound over all looks.</param>
internal sealed record RoundPlan(NoiseFloor Floor, double Confidence)
{
    private const int Fewest = 3;
    private const int Most = 2000;

    // A truth that lies one margin from the budget is found as often as not; another such distance makes it 95 of 100 times.
    private const double MissRate = 0.05;

    /// <summary>
    /// Distance between true overhead and budget, in percent, that so many rounds decide 95 of 100 times: the margin at the last
    /// look of <see cref="LookLadder"/>, and as much again as chance takes from the estimate.
    /// </summary>
    /// <param name="rounds">At least 2.</param>
    public double ResolutionPercent(int rounds)
    {
        var alpha = new LookPlan(LookLadder.Of(rounds), Confidence).AlphaAt(rounds);
        return (Floor.SmallestOverheadPercent(rounds, alpha) + Floor.SmallestOverheadPercent(rounds, MissRate)) ?? double.PositiveInfinity;
    }

    /// <summary>Fewest rounds with a resolution; null when 2000 do not reach it.</summary>
    public int? RoundsFor(double percent)
    {
        if (ResolutionPercent(Fewest) <= percent)
            return Fewest;
        if (ResolutionPercent(Most) > percent)
            return null;
        var (tooFew, enough) = (Fewest, Most);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            (tooFew, enough) = ResolutionPercent(middle) <= percent ? (tooFew, middle) : (middle, enough);
        }
        return enough;
    }

    /// <summary>The same plan for a noise larger or smaller by a factor.</summary>
    public RoundPlan Scaled(double factor) => this with { Floor = Floor with { StandardDeviation = Floor.StandardDeviation * factor } };
}
