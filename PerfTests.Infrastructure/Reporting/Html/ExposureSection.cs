using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>The proof that a tool was there: its programs, and every rule that it was held to.</summary>
internal static class ExposureSection
{
    public static void Write(MarkupWriter page, ExposureRecord? exposure)
    {
        if (exposure is null)
            return;
        page.Write(
            $"<h4>Proof that the tool was there</h4>\n<p>{(exposure.Alive ? "Alive through every load" : "Died early")}; BPF programs "
                + $"ran {exposure.RunCount.ToString("#,0")} times.\n"
        );
        WritePrograms(page, exposure.Programs);
        if (exposure.Checks is { Count: > 0 } checks)
            WriteChecks(page, checks);
    }

    private static void WritePrograms(MarkupWriter page, IReadOnlyList<ExposedProgram> programs)
    {
        if (programs.Count == 0)
            return;
        page.Write($"<table><tr><th>Program<th>Id<th>Type<th>Runs<th>ns per run\n");
        foreach (var program in programs)
        {
            page.Write(
                $"<tr><td>{program.Name ?? UnitScale.Missing}<td>{program.Id}<td>{program.Type}<td>{program.RunCount.ToString("#,0")}"
            );
            double? nanoseconds = program.RunCount > 0 ? (double)program.RunTimeNanoseconds / program.RunCount : null;
            page.Write($"<td>{nanoseconds?.ToString("0") ?? UnitScale.Missing}\n");
        }
        page.Write($"</table>\n");
    }

    // A case has about twenty, and a report may have a thousand cases: those that failed, and those that tell how much it ran. All are in
    // verdict.json.
    private static void WriteChecks(MarkupWriter page, IReadOnlyList<ExposureCheck> checks)
    {
        var told = checks.Where(check =>
            !check.Passed || check.Rule is ExposureRule.RunsPerPacket or ExposureRule.Runs or ExposureRule.Output
        );
        page.Write(
            $"<p>Exposure: {checks.Count(check => check.Passed)} of {checks.Count} checks passed; "
                + $"{string.Join(", ", told.Select(ExposureText.Short))}\n"
        );
    }
}
