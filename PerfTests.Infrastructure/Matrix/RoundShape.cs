namespace PerfTests.Infrastructure.Matrix;

/// <summary>The runs of a round, <c>B T T B</c> in order of time.</summary>
public static class RoundShape
{
    /// <summary>Baseline runs, one on either side of the middle.</summary>
    public const int BaselineRuns = 2;

    /// <summary>Runs in the middle, which one start of the tool serves.</summary>
    public const int MiddleRuns = 2;

    public const int Runs = BaselineRuns + MiddleRuns;
}
