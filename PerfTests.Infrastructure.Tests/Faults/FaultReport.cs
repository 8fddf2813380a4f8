namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>The table of what was injected and what came of it, in Markdown.</summary>
internal static class FaultReport
{
    public static string Of(IReadOnlyCollection<FaultOutcome> outcomes)
    {
        var rows = outcomes
            .GroupBy(outcome => outcome.Fault.Kind)
            .OrderBy(kind => FirstRow(kind.Key))
            .Select(kind => Row(kind.Key, [.. kind]));
        string[] lines =
        [
            "| kind | injected | how sessions ended | passed with a broken run | left: processes, namespaces, mounts, BPF programs, "
                + "files |",
            "| --- | ---: | --- | ---: | --- |",
            .. rows,
            Row("**all**", outcomes),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static int FirstRow(string kind) => FaultTable.All.TakeWhile(fault => fault.Kind != kind).Count();

    private static string Row(string kind, IReadOnlyCollection<FaultOutcome> outcomes) =>
        $"| {kind} | {outcomes.Count} | {string.Join("; ", Endings(outcomes))} | {outcomes.Count(outcome => outcome.PassedBroken)}"
        + $" | {Sum(outcomes, left => left.Processes)}, {Sum(outcomes, left => left.Namespaces)}, "
        + $"{Sum(outcomes, left => left.Mounts)}, {Sum(outcomes, left => left.Programs)}, {Sum(outcomes, left => left.Files)} |";

    private static IEnumerable<string> Endings(IEnumerable<FaultOutcome> outcomes) =>
        outcomes.GroupBy(Ending).OrderBy(end => end.Key, StringComparer.Ordinal).Select(end => $"{end.Count()} x {end.Key}");

    private static string Ending(FaultOutcome outcome) => outcome.Verdict is null ? outcome.Ending : $"{outcome.Ending}, {outcome.Verdict}";

    private static int Sum(IEnumerable<FaultOutcome> outcomes, Func<Leftovers, IReadOnlyList<string>> which) =>
        outcomes.Sum(outcome => which(outcome.Left).Count);
}
