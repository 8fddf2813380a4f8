using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Workbench.Calibration.Gates;

/// <summary>
/// Gates without a tool (<c>gates.json</c>): how often the rule and the environment together are wrong where nothing costs anything.
/// </summary>
internal sealed record AaGates
{
    public const string FileName = "gates.json";

    /// <summary>How many gates were wanted.</summary>
    public required int Asked { get; init; }

    public required IReadOnlyList<int> Looks { get; init; }

    public required double Confidence { get; init; }

    public required IReadOnlyList<AaGate> Gates { get; init; }

    public int Count(Verdict verdict) => Gates.Count(gate => gate.Verdict == verdict);

    /// <summary>
    /// The rate of Fail that so many gates leave possible, in percent: an exact upper bound with a confidence of 95 %. 100 without gates.
    /// </summary>
    public double HighestFailPercent => 100 * BinomialBound.Upper(Count(Verdict.Fail), Gates.Count - Count(Verdict.Invalid), 0.95);
}
