namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>One part of a stacked bar.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Percent">Percent of a core; negative when it was less than without the tool.</param>
/// <param name="Shade">Number of its colour, from 0.</param>
internal sealed record CpuPart(string Name, double Percent, int Shade);
