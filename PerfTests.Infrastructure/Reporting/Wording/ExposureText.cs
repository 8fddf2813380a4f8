using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Reporting.Wording;

/// <summary>The proof that a tool was there, as reports print it.</summary>
internal static class ExposureText
{
    /// <summary>For instance <c>18 of 18 checks passed</c>, and what failed; null without checks.</summary>
    public static string? Summary(ExposureRecord? exposure) =>
        exposure?.Checks is not { Count: > 0 } checks
            ? null
            : $"{checks.Count(check => check.Passed)} of {checks.Count} checks passed"
                + (
                    checks.FirstOrDefault(check => !check.Passed) is { } failed ? $"; {failed.Text}"
                    : checks.FirstOrDefault(check => check.Rule is ExposureRule.RunsPerPacket or ExposureRule.Runs) is { } ran
                        ? $"; {ran.Text}"
                    : ""
                );

    /// <summary>For instance <c>RunsPerPacket 1.02 (at least 0.25)</c>.</summary>
    public static string Short(ExposureCheck check) =>
        $"{check.Rule} {Number(check.Measured)}{(check is { Min: null, Max: null } ? "" : $" ({Limit(check)})")}"
        + $"{(check.Moment == ExposureMoment.End ? " after the rounds" : "")}{(check.Passed ? "" : " FAILED")}";

    private static string Limit(ExposureCheck check) =>
        (check.Min, check.Max) switch
        {
            ({ } min, { } max) when min.Equals(max) => Number(min),
            ({ } min, { } max) => $"{Number(min)} to {Number(max)}",
            ({ } min, null) => $"at least {Number(min)}",
            (null, { } max) => $"at most {Number(max)}",
            _ => UnitScale.Missing,
        };

    private static string Number(double number) => number.ToString(number is > -1000 and < 1000 ? "0.####" : "#,0");
}
