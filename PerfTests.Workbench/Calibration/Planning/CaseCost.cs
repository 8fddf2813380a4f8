using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>What a tool case costs in time.</summary>
/// <param name="RunSeconds">A whole run: its load and what is around it.</param>
/// <param name="ToolInstances">Hosts that run the tool.</param>
internal sealed record CaseCost(double RunSeconds, int ToolInstances)
{
    private double ToolSeconds => CaseEstimate.ToolSeconds * ToolInstances;

    /// <summary>Seconds for so many rounds: their runs, a start of the tool for each of them, and the exposure runs.</summary>
    public double Seconds(int rounds) =>
        (((RoundShape.Runs * rounds) + CaseEstimate.ExposureRuns) * RunSeconds) + ((rounds + CaseEstimate.ExposureRuns) * ToolSeconds);

    /// <summary>Most rounds within a time; 0 when not one fits.</summary>
    public int RoundsIn(double seconds) => (int)Math.Max(0, Math.Floor((seconds - Seconds(0)) / (Seconds(1) - Seconds(0))));
}
