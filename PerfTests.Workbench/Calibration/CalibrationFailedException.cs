namespace PerfTests.Workbench.Calibration;

/// <summary>A calibration cannot be made in this environment; the message says why and what to do.</summary>
public sealed class CalibrationFailedException(string message) : Exception(message);
