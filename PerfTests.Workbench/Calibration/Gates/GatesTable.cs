using System.Text;
using PerfTests.Infrastructure.Reporting.Tables;
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
        var table = new PlainTable()
            .Words("workload")
            .Numbers("gates")
            .Numbers("Pass")
            .Numbers("Fail")
            .Numbers("Inconclusive")
            .Numbers("Invalid")
            .Numbers("rounds");
        foreach (var each in cases)
            table.Add(Row(each.Key, [.. each]));
        text.Append(table);
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

    private static IEnumerable<string> Row(string name, IReadOnlyList<AaGate> gates)
    {
        string Count(Verdict verdict) => gates.Count(gate => gate.Verdict == verdict).ToString();
        return
        [
            name,
            gates.Count.ToString(),
            Count(Verdict.Pass),
            Count(Verdict.Fail),
            Count(Verdict.Inconclusive),
            Count(Verdict.Invalid),
            gates.Average(gate => gate.Rounds.Count).ToString("F1"),
        ];
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
