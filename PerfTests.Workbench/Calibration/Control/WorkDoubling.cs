namespace PerfTests.Workbench.Calibration.Control;

/// <summary>How many times the cost of one program was measured for one that does twice the work.</summary>
/// <param name="From">Iterations of the smaller one.</param>
/// <param name="To">Iterations of the larger one.</param>
/// <param name="Ratio">Of the estimates; null when one is missing.</param>
/// <param name="Low">The larger one's lower bound to the smaller one's upper bound.</param>
/// <param name="High">The larger one's upper bound to the smaller one's lower bound; null when that is not over zero.</param>
internal sealed record WorkDoubling(int From, int To, double? Ratio, double? Low, double? High)
{
    private const double Truth = 2;

    public static WorkDoubling Of(WorkControl smaller, WorkControl larger) =>
        new(
            smaller.Iterations,
            larger.Iterations,
            larger.MeasuredMicroseconds / smaller.MeasuredMicroseconds,
            larger.LowMicroseconds / smaller.HighMicroseconds,
            smaller.LowMicroseconds > 0 ? larger.HighMicroseconds / smaller.LowMicroseconds : null
        );

    /// <summary>Whether 2 lies between the bounds; without an upper one nothing is shown.</summary>
    public bool IsFound => Low <= Truth && Truth <= High;
}
