using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>The proof that a tool was there: its programs, and every rule that it was held to.</summary>
internal static class ExposureSection
{
    public static void Write(MarkupWriter page, ExposureRecord? exposure)
    {
        if (exposure is null)
            return;
        page.Write($"<p>{(exposure.Alive ? "Alive through every load" : "Died early")}; BPF programs ran {exposure.RunCount.ToString("#,0")} times.\n");
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
            page.Write($"<tr><td>{program.Name ?? UnitScale.Missing}<td>{program.Id}<td>{program.Type}<td>{program.RunCount.ToString("#,0")}");
            page.Write($"<td>{(program.RunCount > 0 ? ((double)program.RunTimeNanoseconds / program.RunCount).ToString("0") : UnitScale.Missing)}\n");
        }
        page.Write($"</table>\n");
    }

    private static void WriteChecks(MarkupWriter page, IReadOnlyList<ExposureCheck> checks)
    {
        page.Write($"<table><tr><th>Exposure check<th>Host<th>Measured<th>Limit<th>Passed<th>In words\n");
        foreach (var check in checks)
        {
            page.Write($"<tr><td>{check.Rule.ToString()}{(check.Moment == ExposureMoment.End ? ", after the rounds" : "")}<td>{check.Role}<td>{ExposureText.Number(check.Measured)}");
            page.Write($"<td>{ExposureText.Limit(check)}<td>{(check.Passed ? "yes" : "no")}<td>{check.Text}\n");
        }
        page.Write($"</table>\n");
    }
}
