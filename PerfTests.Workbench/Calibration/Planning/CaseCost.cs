using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>What a tool case costs in time.</summary>
/// <param name="RunSeconds">A whole run: its load and what is around it.</param>
/// <param name="ToolInstances">Hosts that run the tool.</param>
internal sealed record CaseCost(double RunSeconds, int ToolInstances)
{
    // One before the rounds and one after them.
    private const int ExposureRuns = 2;

    private double ToolSeconds => CaseEstimate.ToolSeconds * ToolInstances;

    /// <summary>Seconds for so many rounds: 2 n + 1 runs, n of them with the tool, and the exposure runs.</summary>
    public double Seconds(int rounds) => ((2 * rounds) + 1 + ExposureRuns) * RunSeconds + ((rounds + ExposureRuns) * ToolSeconds);

    /// <summary>Most rounds within a time; 0 when not one fits.</summary>
    public int RoundsIn(double seconds) => (int)Math.Max(0, Math.Floor((seconds - Seconds(0)) / (Seconds(1) - Seconds(0))));
}
