using System.Text;
using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Workbench.Doctor;

/// <summary>Findings as a plain-text table for each host, each with its remedy beneath, and a conclusion as last line.</summary>
internal static class DoctorTable
{
    private const int MostCheckWidth = 24;

    /// <param name="width">Longest line, in characters.</param>
    public static string Render(DoctorReport report, int width = 100)
    {
        var text = new StringBuilder();
        var checkWidth = Math.Min(MostCheckWidth, report.Findings.Select(finding => finding.Check.Length).DefaultIfEmpty(1).Max());
        // "  skipped  CHECK  "
        var indent = 2 + 7 + 2 + checkWidth + 2;
        foreach (var host in report.Findings.GroupBy(finding => finding.Host))
        {
            text.Append(TextFit.Middle(TextFit.SingleLine(host.Key), width)).Append('\n');
            foreach (var finding in host)
            {
                var check = TextFit.Middle(TextFit.SingleLine(finding.Check), checkWidth).PadRight(checkWidth);
                Write(text, $"  {Token(finding.Status), -7}  {check}  ", finding.Found, indent, width);
                if (finding.Remedy is not null)
                    Write(text, new string(' ', indent) + "-> ", finding.Remedy, indent + 3, width);
            }
            text.Append('\n');
        }
        return text.Append(Conclusion(report)).Append('\n').ToString();
    }

    private static void Write(StringBuilder text, string head, string content, int indent, int width)
    {
        var lines = TextFit.Wrap(TextFit.SingleLine(content), Math.Max(20, width - indent));
        foreach (var (number, line) in lines.Index())
            text.Append(number == 0 ? head : new string(' ', indent)).Append(line.TrimEnd()).Append('\n');
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
