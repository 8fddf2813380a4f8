using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Workbench.Doctor;

/// <summary>Findings as a plain-text table by host, each with its remedy beneath, and a conclusion as last line.</summary>
internal static class DoctorTable
{
    public static string Render(DoctorReport report)
    {
        var table = new PlainTable().Words("").Words("").Words("");
        foreach (var host in report.Findings.GroupBy(finding => finding.Host))
        {
            table.Line(host.Key);
            foreach (var finding in host)
            {
                table.Add(Token(finding.Status), finding.Check, finding.Found);
                if (finding.Remedy is not null)
                    table.Add("", "", $"-> {finding.Remedy}");
            }
            table.Line("");
        }
        return $"{table}{Conclusion(report)}\n";
    }

    private static string Conclusion(DoctorReport report)
    {
        var hosts = report
            .Findings.Where(finding => finding.Status == CheckStatus.Fail)
            .Select(finding => TextFit.SingleLine(finding.Host))
            .Distinct()
            .ToList();
        var warnings = report.Findings.Count(finding => finding.Status == CheckStatus.Warn);
        var also = warnings == 0 ? "" : $", {warnings} warning{(warnings == 1 ? "" : "s")}";
        return hosts.Count == 0 ? $"usable{also}" : $"not usable: {string.Join(", ", hosts)}{also}";
    }

    private static string Token(CheckStatus status) =>
        status switch
        {
            CheckStatus.Ok => "ok",
            CheckStatus.Warn => "WARN",
            CheckStatus.Fail => "FAIL",
            _ => "skipped",
        };
}
