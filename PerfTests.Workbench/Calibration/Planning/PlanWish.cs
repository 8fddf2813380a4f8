namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>What a plan is made for.</summary>
/// <param name="ResolutionPercent">Distance between true overhead and budget that is to be decided 95 of 100 times, in percent.</param>
/// <param name="CaseSeconds">Longest time for a tool case.</param>
/// <param name="Confidence">Of each bound over all looks, between 0.5 and 1.</param>
internal sealed record PlanWish(double ResolutionPercent, double CaseSeconds, double Confidence);
