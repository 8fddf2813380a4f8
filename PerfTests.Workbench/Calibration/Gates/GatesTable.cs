using System.Text;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Workbench.Calibration.Gates;

/// <summary>
/// Gates without a tool as a plain-text table: one line for each workload, the gates that failed, and what follows from all.
/// </summary>
internal static class GatesTable
{
    private const int Width = 100;

    public static string Render(AaGates gates)
    {
        var text = new StringBuilder();
        var cases = gates.Gates.GroupBy(gate => gate.Case[(gate.Case.IndexOf('/', StringComparison.Ordinal) + 1)..]).ToList();
        var names = Math.Min(48, cases.Select(each => each.Key.Length).Append("workload".Length).Max());
        text.AppendLine(
            $"  {"workload".PadRight(names)}  {"gates", 6}  {"Pass", 5}  {"Fail", 5}  {"Inconclusive", 12}  {"Invalid", 7}  {"rounds", 6}"
        );
        foreach (var each in cases)
            text.AppendLine(Line(each.Key, [.. each], names));
        foreach (var gate in gates.Gates.Where(gate => gate.Verdict == Verdict.Fail))
            text.AppendLine().Append(TextFit.Middle($"Fail: gate {gate.Number}, {gate.Case}, {Estimates(gate)}", Width));
        text.AppendLine().Append(Sum(gates));
        return text.ToString();
    }

    /// <summary>One gate in a line, for those who wait.</summary>
    public static string Progress(AaGate gate, int asked, double secondsLeft) =>
        TextFit.Middle(
            $"[{gate.Number}/{asked}] {gate.Case[(gate.Case.IndexOf('/', StringComparison.Ordinal) + 1)..]}: {gate.Verdict}, "
                + $"{gate.Rounds.Count} rounds, {Estimates(gate)}; {Math.Max(0, secondsLeft) / 60:F0} min left",
            2 * Width
        );

    private static string Line(string name, IReadOnlyList<AaGate> gates, int names)
    {
        int Count(Verdict verdict) => gates.Count(gate => gate.Verdict == verdict);
        return $"  {TextFit.Middle(name, names).PadRight(names)}  {gates.Count, 6}  {Count(Verdict.Pass), 5}  {Count(Verdict.Fail), 5}  "
            + $"{Count(Verdict.Inconclusive), 12}  {Count(Verdict.Invalid), 7}  {gates.Average(gate => gate.Rounds.Count), 6:F1}";
    }

    private static string Estimates(AaGate gate) =>
        string.Join(", ", gate.Metrics.Select(metric => $"{metric.Name} {OverheadText.WithInterval(metric)}"));

    private static string Sum(AaGates gates)
    {
        var made = gates.Gates.Count < gates.Asked ? $"{gates.Gates.Count} of {gates.Asked} gates" : $"{gates.Gates.Count} gates";
        return $"{made} without a tool: {gates.Count(Verdict.Pass)} Pass, {gates.Count(Verdict.Fail)} Fail, "
            + $"{gates.Count(Verdict.Inconclusive)} Inconclusive, {gates.Count(Verdict.Invalid)} Invalid; a false Fail is rarer than "
            + $"{gates.HighestFailPercent:0.#} % (confidence 95 %)";
    }
}
