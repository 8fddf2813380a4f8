namespace PerfTests.Infrastructure.Analysis.Recommendations;

/// <summary>One number that a rule used.</summary>
/// <param name="Name">What it is, such as <c>pps upper bound</c>.</param>
/// <param name="Value">Its value; null when there is none.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Case">The case that it belongs to; null when it belongs to several.</param>
internal sealed record Figure(string Name, double? Value, string Unit, string? Case = null);
