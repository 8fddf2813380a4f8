using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Workbench.RuleStudy;

/// <summary>Where the arms are in a series of simulated runs: <c>B T T B</c>, round after round.</summary>
internal static class SimulatedRound
{
    /// <param name="run">Place in the series, from 0.</param>
    public static bool HasTool(int run) => run % RoundShape.Runs is 1 or 2;

    /// <param name="runs">Logarithms.</param>
    /// <param name="index">Of the round, from 0.</param>
    public static RoundValues Of(double[] runs, int index)
    {
        var at = RoundShape.Runs * index;
        return new([Math.Exp(runs[at]), Math.Exp(runs[at + 3])], [Math.Exp(runs[at + 1]), Math.Exp(runs[at + 2])]);
    }
}
